# nbeats-keras==1.8.0 with keras 2.15
from nbeats_keras.model import NBeatsNet

NBeatsNet(backcast_length=10, forecast_length=5, input_dim=1, output_dim=1)
NBeatsNet(
    stack_types=("trend", "seasonality", "generic"),
    nb_blocks_per_stack=2,
    forecast_length=4,
    backcast_length=12,
    thetas_dim=(4, 4, 4),
    share_weights_in_stack=False,
    hidden_layer_units=64,
)
