# mlp-mixer-keras==0.0.5 with keras 2.15
import tensorflow as tf
from mlp_mixer_keras import MlpMixerModel

for pool in (True, False):
    mixer = MlpMixerModel(
        input_shape=(32, 32, 3), num_classes=5, num_blocks=2, patch_size=8, hidden_dim=16, tokens_mlp_dim=12,
        channels_mlp_dim=20, use_softmax=pool,
    )  # fmt: skip
    mixer(tf.keras.Input((32, 32, 3)))
