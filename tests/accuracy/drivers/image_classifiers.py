# image-classifiers==1.0.0 Keras-Applications==1.0.8 with keras 2.3.1
from classification_models.keras import Classifiers

for name in ("resnet18", "resnet50", "resnext50", "seresnet18", "seresnext50"):
    build, preprocess = Classifiers.get(name)
    build((224, 224, 3), weights=None, classes=10)
