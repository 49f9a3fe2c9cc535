"""Pictures of OpenCV, PIL and scikit-image."""

import glob

import cv2
import numpy as np
from keras.layers import Dense
from PIL import Image
from skimage.transform import resize

Dense(1)(cv2.imread("a.png"))  #: (?, ?, 1)
Dense(1)(cv2.resize(cv2.imread("a.png"), (64, 48)))  #: (48, 64, 1)
Dense(1)(cv2.resize(cv2.cvtColor(cv2.imread("a.png"), cv2.COLOR_BGR2GRAY), (64, 48)))  #: (48, 1)
Dense(1)(cv2.imread("a.png", cv2.IMREAD_GRAYSCALE)[:20])  #: (?, 1)
Dense(1)(np.array(Image.open("a.png").convert("RGB").resize((64, 48))))  #: (48, 64, 1)
Dense(1)(np.array(Image.open("a.png").resize((64, 48)).convert("L")))  #: (48, 1)
Dense(1)(np.array(Image.open("a.png").resize((64, 48))))  #: unknown
Dense(1)(resize(cv2.imread("a.png"), (32, 32)))  #: (32, 32, 1)

pictures = []
for name in glob.glob("*.png"):
    pictures.append(cv2.resize(cv2.imread(name), (50, 40)) / 255.0)
Dense(1)(np.array(pictures))  #: (?, 40, 50, 1)
