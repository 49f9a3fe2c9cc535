# kapre==0.4.1 with keras 2.15
from kapre.composed import get_log_frequency_spectrogram_layer, get_melspectrogram_layer, get_stft_magnitude_layer
from tensorflow.keras import Sequential
from tensorflow.keras.layers import Conv2D, Dense, GlobalAveragePooling2D

for front in (
    get_melspectrogram_layer(input_shape=(8000, 1), n_fft=512, n_mels=40, sample_rate=8000, return_decibel=True),
    get_stft_magnitude_layer(input_shape=(8000, 1), n_fft=512, hop_length=256, return_decibel=True),
    get_log_frequency_spectrogram_layer(input_shape=(8000, 1), n_fft=512, log_n_bins=12, sample_rate=8000),
):
    model = Sequential()
    model.add(front)
    model.add(Conv2D(8, 3))
    model.add(GlobalAveragePooling2D())
    model.add(Dense(3))
