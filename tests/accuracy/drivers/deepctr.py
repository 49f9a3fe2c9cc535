# deepctr==0.9.4 with keras 2.15
from deepctr.feature_column import DenseFeat, SparseFeat
from deepctr.models import DCN, WDL, DeepFM, xDeepFM

columns = [SparseFeat("user", 100, embedding_dim=4), SparseFeat("item", 200, embedding_dim=4), DenseFeat("age", 1)]
for build in (DeepFM, WDL, DCN, xDeepFM):
    build(columns, columns)
