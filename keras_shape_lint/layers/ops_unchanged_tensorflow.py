"""Functions of TensorFlow that leave the shape of one tensor, by their own words for their arguments."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.layers.op_names import MATH, NN, TF, K, names
from keras_shape_lint.layers.ops_binary import tensorflow_binary
from keras_shape_lint.layers.rule import op
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.shapes.dims import UNKNOWN

BITWISE = TF + "bitwise."
IMAGE = TF + "image."
LINALG = TF + "linalg."
QUANTIZATION = TF + "quantization."
SCATTER = (
    "tensor_scatter_nd_add tensor_scatter_nd_max tensor_scatter_nd_min tensor_scatter_nd_sub tensor_scatter_nd_update"
)
SIGNAL = TF + "signal."
STRINGS = TF + "strings."


@op(*names(IMAGE, "adjust_brightness"), arguments="image delta")
@op(*names(IMAGE, "adjust_hue"), arguments="image delta name=")
@op(*names(IMAGE, "adjust_contrast"), arguments="images contrast_factor")
@op(*names(IMAGE, "adjust_gamma"), arguments="image gamma= gain=")
@op(*names(IMAGE, "adjust_saturation"), arguments="image saturation_factor name=")
@op(*names(IMAGE, "adjust_jpeg_quality"), arguments="image jpeg_quality")
@op(*names(IMAGE, "per_image_standardization"), arguments="image")
@op(*names(IMAGE, "rgb_to_yiq yiq_to_rgb"), arguments="images")
@op(*names(IMAGE, "random_brightness random_hue"), arguments="image max_delta seed=")
@op(*names(IMAGE, "random_contrast random_saturation"), arguments="image lower upper seed=")
@op(*names(IMAGE, "random_flip_left_right random_flip_up_down"), arguments="image seed=")
@op(*names(IMAGE, "random_jpeg_quality"), arguments="image min_jpeg_quality max_jpeg_quality seed=")
@op(*names(IMAGE, "stateless_random_brightness stateless_random_hue"), arguments="image max_delta seed")
@op(*names(IMAGE, "stateless_random_contrast"), arguments="image lower upper seed")
@op(*names(IMAGE, "stateless_random_saturation"), arguments="image lower upper seed=")
@op(*names(IMAGE, "stateless_random_flip_left_right stateless_random_flip_up_down"), arguments="image seed")
@op(*names(IMAGE, "draw_bounding_boxes"), arguments="images boxes colors name=")
@op(*names(LINALG, "expm sqrtm"), arguments="input name=")
@op(*names(LINALG, "set_diag"), arguments="input diagonal name= k= align=")
@op(
    *names(MATH, "bessel_i0 bessel_i0e bessel_i1 bessel_i1e erfcinv erfinv ndtri reciprocal_no_nan"),
    arguments="x name=",
)
@op(*names(MATH, "invert_permutation"), arguments="x name=")
@op(*names(MATH, "softsign"), arguments="features name=")
@op(*names(MATH, "cumulative_logsumexp"), arguments="x axis= exclusive= reverse= name=")
@op(*names(NN, "weighted_cross_entropy_with_logits"), arguments="labels logits pos_weight name=")
@op(*names(NN, "log_poisson_loss"), arguments="targets log_input compute_full_loss= name=")
@op(*names(QUANTIZATION, "fake_quant_with_min_max_args"), arguments="inputs min= max= num_bits= narrow_range= name=")
@op(*names(QUANTIZATION, "fake_quant_with_min_max_vars"), arguments="inputs min max num_bits= narrow_range= name=")
@op(*names(SIGNAL, "fft fft2d fft3d ifft ifft2d ifft3d"), arguments="input name=")
@op(*names(SIGNAL, "fftshift ifftshift"), arguments="x axes= name=")
@op(*names(SIGNAL, "mfccs_from_log_mel_spectrograms"), arguments="log_mel_spectrograms name=")
@op(*names(STRINGS, "lower upper"), arguments="input encoding= name=")
@op(*names(STRINGS, "strip"), arguments="input name=")
@op(*names(STRINGS, "regex_replace"), arguments="input pattern rewrite replace_global= name=")
@op(*names(STRINGS, "substr"), arguments="input pos len unit= name=")
@op(*names(TF, "clip_by_norm"), arguments="t clip_norm axes= name=")
@op(*names(TF, "guarantee_const"), arguments="input name=")
@op(*names(TF, "reverse_sequence"), arguments="input seq_lengths seq_axis= batch_axis= name=")
@op(*names(TF, SCATTER), arguments="tensor indices updates")
@op(*names(K, "print_tensor"), arguments="x message= summarize=")
@op(*names(K, "update"), arguments="x new_x")
@op(*names(K, "update_add"), arguments="x increment")
@op(*names(K, "update_sub"), arguments="x decrement")
@op(*names(K, "moving_average_update"), arguments="x value momentum")
@op(*names(K, "identity"), arguments="x name=")
@op(*names(K, "batch_normalization"), arguments="x mean var beta gamma axis= epsilon=")
@op(*names(NN, "batch_normalization"), operators=True,
    arguments="x mean variance offset scale variance_epsilon name=")  # fmt: skip
@op(*names(TF, "sort"), arguments="values axis= direction= name=")
@op(*names(TF, "reverse"), arguments="tensor axis name=")
@op(*names(TF, "roll"), arguments="input shift axis name=")
@op(*names(TF, "random.shuffle"), arguments="value seed= name=")
@op(*names(TF, "sparse.to_dense"), arguments="sp_input default_value= validate_indices= name=")
@op(*names(IMAGE, "rgb_to_hsv hsv_to_rgb rgb_to_yuv yuv_to_rgb"), arguments="images")
@op(*names(IMAGE, "flip_left_right flip_up_down"), arguments="image")
@op(*names(LINALG, "cholesky"), arguments="input name=")
@op(*names(LINALG, "band_part"), arguments="input num_lower num_upper name=")
def unchanged(x: Tensor) -> Tensor:
    """Any shape, unchanged."""
    return x.like()


@op(*names(NN, "lrn local_response_normalization"), arguments="input depth_radius= bias= alpha= beta= name=")
def unchanged_image(input: Tensor) -> Tensor:
    """(batch, height, width, channels), unchanged."""
    input.require_rank(4)
    return input.like()


@op(STRINGS + "join", arguments="inputs separator= name=")
def joined_texts(inputs: Any) -> Tensor:
    """Texts of one shape -> that."""
    shapes = {x.shape for x in inputs if isinstance(x, Tensor)} if isinstance(inputs, (list, tuple)) else set()
    return Tensor(shapes.pop() if len(shapes) == 1 else UNKNOWN, "string")


@op(*names(TF, "to_float to_double to_int32 to_int64"), arguments="x name=")
@op(*names(BITWISE, "invert"), arguments="x name=")
@op(*names(STRINGS, "length"), arguments="input unit= name=")
@op(*names(STRINGS, "to_number"), arguments="input out_type= name=")
@op(*names(STRINGS, "to_hash_bucket to_hash_bucket_fast"), arguments="input num_buckets name=")
@op(*names(STRINGS, "to_hash_bucket_strong"), arguments="input num_buckets key name=")
@op(*names(STRINGS, "regex_full_match"), arguments="input pattern name=")
@op(STRINGS + "as_string", TF + "as_string", arguments="input precision= scientific= shortest= width= fill= name=")
@op(MATH + "angle", arguments="input name=")
@op(IMAGE + "convert_image_dtype", arguments="image dtype saturate= name=")
@op(TF + "argsort", arguments="values axis= direction= stable= name=")
def of_the_shape(x: Tensor) -> Tensor:
    """Any shape, unchanged, of another dtype."""
    return Tensor(x.shape, None)


@op(LINALG + "cross", arguments="a b name=")
@op(MATH + "betainc", arguments="a b x name=")
def of_one_shape(a: Tensor, b: Tensor, c: Tensor | None = None) -> Tensor:
    """Of tensors of one shape, that."""
    return a.like() if b.shape == a.shape and (c is None or c.shape == a.shape) else a.unknown()


@op(MATH + "polyval")
def polyval(coeffs: Any, x: Tensor, name: Any = None) -> Tensor:
    """Any shape, unchanged, the coefficients being numbers."""
    plain = isinstance(coeffs, (list, tuple)) and all(isinstance(each, (int, float)) for each in coeffs)
    return x.like() if plain else x.unknown()


@op(*names(TF, "scalar_mul"), *names(MATH, "scalar_mul"))
def scalar_mul(scalar: Any, x: Tensor, name: Any = None) -> Tensor:
    """The shape of the tensor."""
    return x.like()


op(*names(BITWISE, "bitwise_and bitwise_or bitwise_xor left_shift right_shift"))(tensorflow_binary)
