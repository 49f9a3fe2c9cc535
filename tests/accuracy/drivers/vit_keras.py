# vit-keras==0.2.0 with keras 3
from vit_keras import vit

vit.build_model(
    image_size=64, patch_size=16, num_layers=2, hidden_size=12, num_heads=3, name="small", mlp_dim=24, classes=10
)
vit.vit_b16(image_size=64, pretrained=False, pretrained_top=False, classes=10)
