# keras-transformer==0.40.0 keras-multi-head==0.29.0 keras-self-attention==0.51.0 keras-pos-embd==0.13.0 keras-position-wise-feed-forward==0.8.0 keras-layer-normalization==0.16.0 keras-embed-sim==0.10.0 keras-trans-mask==0.6.0 keras-adaptive-softmax==0.9.0 with keras 2.15
from keras_transformer import get_model

get_model(token_num=30, embed_dim=12, encoder_num=2, decoder_num=2, head_num=3, hidden_dim=20)
