# keras-vggface==0.6 with keras 2.2.4
from keras_vggface.vggface import VGGFace

VGGFace(model="vgg16", weights=None)
VGGFace(model="resnet50", weights=None, classes=100)
VGGFace(model="senet50", weights=None, include_top=False, input_shape=(224, 224, 3), pooling="avg")
