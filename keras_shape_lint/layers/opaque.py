"""Names of Keras that have no shape rule, each with the reason: their tensors have an unknown shape.

Names under keras.layers and keras.ops, without that prefix.
"""

from __future__ import annotations

LAYERS: dict[str, str] = {
    "by what a program defines": "Layer Wrapper InputSpec Pipeline",
    "by models of other libraries": "FlaxLayer JaxLayer TFSMLayer TorchModuleWrapper",
    "by the tracer itself": "InputLayer",
    "by dictionaries of images, labels and boxes": "CutMix MixUp MaxNumBoundingBoxes",
    "by strings or several inputs at once": "HashedCrossing TextVectorization",
    "by frames of a signal": "MelSpectrogram STFTSpectrogram",
    "by an argument of the call that says which way": "ReversibleEmbedding",
}

OPS: dict[str, str] = {
    "by functions of the program": (
        "associative_scan cond custom_gradient fori_loop jvp map scan switch vectorize vectorized_map while_loop"
    ),
    "by values, not shapes": (
        "arange bincount digitize histogram isin nonzero searchsorted segment_max segment_min segment_prod segment_sum "
        "scatter scatter_update slice slice_update unique unravel_index ctc_decode geomspace linspace logspace"
    ),
    "by matrices": (
        "cholesky cholesky_inverse corrcoef det eig eigh inv logdet lstsq lu_factor matrix_rank pinv qr slogdet solve "
        "solve_triangular svd trace diag diagflat diagonal rot90 tri vander kron cross"
    ),
    "by frames of a signal": (
        "bartlett blackman correlate extract_sequences fft fft2 fold hamming hanning ifft2 irfft istft kaiser rfft "
        "stft trapezoid unfold"
    ),
    "by kernels given as tensors, or windows": (
        "adaptive_average_pool adaptive_max_pool average_pool batch_normalization conv conv_transpose depthwise_conv "
        "dot_product_attention max_pool separable_conv"
    ),
    "losses and scores": (
        "binary_crossentropy categorical_crossentropy cdist ctc_loss in_top_k psnr sparse_categorical_crossentropy"
    ),
    "no tensor, or one that is no layer's input": (
        "allclose convert_to_numpy dtype is_tensor ndim shape size view view_as_complex view_as_real polar"
    ),
    "seldom in models": (
        "append argpartition array_split dsplit dstack fliplr flipud glu hsplit hstack meshgrid multi_hot rearrange "
        "select take_along_axis vsplit vstack"
    ),
}


def opaque(table: dict[str, str]) -> dict[str, str]:
    """Name -> reason."""
    return {name: reason for reason, names in table.items() for name in names.split()}
