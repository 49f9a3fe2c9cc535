"""Keras' own data sets, utilities and image iterators."""

import numpy as np

from keras import datasets
from keras.datasets import boston_housing, cifar100, fashion_mnist, imdb, mnist, reuters
from keras.layers import Dense
from keras.preprocessing.image import ImageDataGenerator, img_to_array, load_img
from keras.preprocessing.sequence import TimeseriesGenerator, pad_sequences
from keras.preprocessing.text import Tokenizer
from keras.utils import to_categorical
from keras.utils.np_utils import to_categorical as one_hot

(x_train, y_train), (x_test, y_test) = mnist.load_data()
x_train = x_train.reshape(len(x_train), -1).astype("float32") / 255
Dense(1)(x_train)  #: (60000, 1)
Dense(1)(to_categorical(y_train, 10))  #: (60000, 1)
Dense(1)(to_categorical(y_train))  #: (60000, 1)
Dense(to_categorical([0, 3, 1]).shape[1])(x_test)  #: (10000, 28, 4)
(a, b), (c, d) = datasets.cifar10.load_data()
Dense(1)(one_hot(b, 10))  #: (50000, 1)
Dense(1)(b)  #: (50000, 1)
Dense(1)(fashion_mnist.load_data()[1][0])  #: (10000, 28, 1)
Dense(1)(cifar100.load_data(label_mode="coarse")[0][1])  #: (50000, 1)
Dense(1)(boston_housing.load_data()[0][0])  #: (404, 1)
Dense(1)(boston_housing.load_data(test_split=0.5)[1][0])  #: (253, 1)

(reviews, _), (others, _) = imdb.load_data(num_words=5000)
Dense(1)(pad_sequences(reviews, maxlen=400))  #: (25000, 1)
Dense(1)(pad_sequences(reviews)[:100])  #: (100, 1)
(news, topics), _ = reuters.load_data(num_words=1000)
tokenizer = Tokenizer(num_words=1000)
Dense(1)(tokenizer.sequences_to_matrix(news))  #: (8982, 1)
tokenizer.fit_on_texts(["some text"])
size = len(tokenizer.word_index) + 1
Dense(1)(Tokenizer().texts_to_matrix(["a", "b"]))  #: (2, 1)
Dense(1)(pad_sequences(tokenizer.texts_to_sequences(["a", "b", "c"]), maxlen=9, padding="post"))  #: (3, 1)
Dense(1)(pad_sequences([[1, 2], [3], [4, 5, 6]]))  #: (3, 1)

images = ImageDataGenerator(rescale=1 / 255)
flow = images.flow(a, b, batch_size=100)
for batch, labels in flow:
    Dense(1)(batch)  #: (100, 32, 32, 1)
    Dense(1)(labels)  #: (100, 1)
    break
batch, labels = next(images.flow_from_directory("train", target_size=(150, 100), batch_size=20))
Dense(1)(batch)  #: (?, 150, 100, 1)
batch, labels = next(images.flow_from_directory("train", classes=["cat", "dog", "cow"], color_mode="grayscale"))
Dense(labels.shape[1])(batch)  #: (?, 256, 256, 3)
Dense(1)(batch)  #: (?, 256, 256, 1)
picture = img_to_array(load_img("cat.jpg", target_size=(224, 224)))
Dense(1)(np.expand_dims(picture, axis=0))  #: (1, 224, 224, 1)

windows = TimeseriesGenerator(np.zeros((500, 3)), np.zeros((500,)), length=10, batch_size=16)
Dense(1)(windows[0][0])  #: (?, 10, 1)
