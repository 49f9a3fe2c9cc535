"""pandas and scikit-learn: how many axes, and what is shared."""

import numpy as np
import pandas as pd
from keras.layers import Dense
from sklearn.datasets import load_iris, make_moons
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import LabelEncoder, StandardScaler
from sklearn.utils import shuffle

frame = pd.read_csv("data.csv")
x = frame.drop(["price", "name"], axis=1).values
Dense(1)(x)  #: (rows, 1)
Dense(1)(frame["price"].values.reshape(-1, 1))  #: (rows, 1)
Dense(1)(frame[["a", "b", "c"]].to_numpy())  #: (rows, 1)
Dense(frame[["a", "b", "c"]].shape[1])(x)  #: (rows, 3)
Dense(1)(x.reshape((x.shape[0], 1, x.shape[1])))  #: (rows, 1, 1)
Dense(1)(frame.dropna().values[:, None])  #: (rows, 1, 1)
Dense(1)(frame.iloc[:, 1:-1].values[:10])  #: (min(10, rows), 1)
Dense(1)(frame.merge(frame).values)  #: unknown
frame["new"] = frame["price"] * 2
Dense(1)(((frame - frame.mean()) / frame.std()).values)  #: (rows, 1)

known = np.zeros((150, 4))
x_train, x_test, y_train, y_test = train_test_split(known, np.zeros(150), test_size=0.33)
Dense(1)(x_train)  #: (100, 1)
Dense(len(y_test))(x_test)  #: (50, 50)
scaler = StandardScaler()
Dense(1)(scaler.fit_transform(x_train))  #: (100, 1)
Dense(1)(scaler.transform(x_test))  #: (50, 1)
Dense(1)(train_test_split(known)[1])  #: (38, 1)
Dense(1)(train_test_split(known, train_size=20)[0])  #: (20, 1)
Dense(1)(train_test_split(known, train_size=20)[1])  #: (130, 1)
Dense(1)(train_test_split(x, test_size=0.1)[0])  #: (train, 1)
Dense(LabelEncoder().fit_transform(["a", "b", "c"]).shape[0])(known)  #: (150, 3)

iris = load_iris()
Dense(1)(shuffle(iris.data, iris["target"])[0])  #: (150, 1)
Dense(1)(make_moons(500)[0])  #: (500, 1)
