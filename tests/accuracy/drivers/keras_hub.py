# keras-hub==0.32.0 with keras 3
from keras_hub.src.models.bert.bert_backbone import BertBackbone
from keras_hub.src.models.densenet.densenet_backbone import DenseNetBackbone
from keras_hub.src.models.gpt2.gpt2_backbone import GPT2Backbone
from keras_hub.src.models.resnet.resnet_backbone import ResNetBackbone
from keras_hub.src.models.t5.t5_backbone import T5Backbone
from keras_hub.src.models.vit.vit_backbone import ViTBackbone

text = {"vocabulary_size": 100, "num_layers": 2, "num_heads": 2, "hidden_dim": 8, "intermediate_dim": 16}
BertBackbone(**text, max_sequence_length=12)
GPT2Backbone(**text, max_sequence_length=12)
T5Backbone(**text)
DenseNetBackbone(stackwise_num_repeats=[2, 2, 2], image_shape=(64, 64, 3))
ResNetBackbone(
    input_conv_filters=[16],
    input_conv_kernel_sizes=[7],
    stackwise_num_filters=[64, 128],
    stackwise_num_blocks=[2, 2],
    stackwise_num_strides=[1, 2],
    block_type="bottleneck_block",
    image_shape=(64, 64, 3),
)
ViTBackbone((64, 64, 3), patch_size=(16, 16), num_layers=2, num_heads=2, hidden_dim=8, mlp_dim=16)
