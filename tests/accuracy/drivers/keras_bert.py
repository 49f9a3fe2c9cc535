# keras-bert==0.89.0 keras-transformer==0.40.0 keras-pos-embd==0.13.0 keras-multi-head==0.29.0 keras-layer-normalization==0.16.0 keras-position-wise-feed-forward==0.8.0 keras-embed-sim==0.10.0 keras-self-attention==0.51.0 with keras 2.15
from keras_bert import get_model

get_model(token_num=50, pos_num=20, seq_len=20, embed_dim=12, transformer_num=2, head_num=3, feed_forward_dim=24)
get_model(30, seq_len=10, embed_dim=8, transformer_num=2, head_num=2, feed_forward_dim=16, training=False)
