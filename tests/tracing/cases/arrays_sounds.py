"""Sounds of librosa."""

import librosa
import numpy as np
from keras.layers import Dense

sound = np.zeros(22050, "float32")
Dense(1)(librosa.filters.mel(sr=8000, n_fft=512))  #: (128, 1)
Dense(1)(librosa.filters.mel(sr=8000, n_fft=511, n_mels=20).T)  #: (256, 1)
Dense(1)(librosa.fft_frequencies(sr=8000, n_fft=512)[1:].reshape(-1, 2))  #: (128, 1)
Dense(1)(librosa.util.normalize(np.ones((3, 4)), norm=1, axis=1))  #: (3, 1)
Dense(1)(librosa.feature.mfcc(y=sound, sr=22050).T)  #: (44, 1)
Dense(1)(librosa.feature.mfcc(y=sound, n_mfcc=40, hop_length=256))  #: (40, 1)
Dense(1)(librosa.feature.mfcc(y=sound, hop_length=256).T)  #: (87, 1)
Dense(1)(librosa.power_to_db(librosa.feature.melspectrogram(y=sound, n_mels=64, hop_length=500).T))  #: (45, 1)
Dense(1)(librosa.stft(sound, n_fft=512, hop_length=100).T)  #: (221, 1)
Dense(1)(librosa.stft(sound, n_fft=512).T)  #: (173, 1)
Dense(1)(librosa.feature.mfcc(S=np.ones((128, 44)), n_mfcc=13).T)  #: unknown
samples, rate = librosa.load("a.wav")
Dense(1)(librosa.feature.chroma_stft(y=samples, sr=rate))  #: (12, 1)
Dense(1)(librosa.feature.chroma_stft(y=samples, sr=rate).T)  #: (?, 1)
