"""What Keras' own base classes have, and nothing else by itself: what is asked for by `hasattr`."""

from __future__ import annotations

BASES = frozenset({"keras.layers.Layer", "keras.Model"})
_OF_BASES = """
    activity_regularizer add add_loss add_metric add_update add_variable add_weight assert_input_compatibility
    autocast autotune_steps_per_execution build build_from_config built call call_signature_parameters compile
    compile_from_config compiled compiled_loss compiled_metrics compute_dtype compute_loss compute_mask
    compute_metrics compute_output_shape compute_output_signature compute_output_spec count_params
    distribute_reduction_method distribute_strategy dtype dtype_policy dynamic enable_lora evaluate
    evaluate_generator export finalize_state fit fit_generator from_config get_build_config get_compile_config
    get_config get_input_at get_input_mask_at get_input_shape_at get_layer get_losses_for get_metrics_result
    get_output_at get_output_mask_at get_output_shape_at get_quantization_layer_structure get_state_tree
    get_updates_for get_weight_paths get_weights history inbound_nodes input input_dtype input_mask input_names
    input_shape input_spec inputs jit_compile layers load_own_variables load_weights lora_alpha lora_enabled
    lora_rank loss loss_functions loss_weights loss_weights_list losses make_predict_function make_test_function
    make_train_function metrics metrics_names metrics_tensors metrics_updates metrics_variables model name
    name_scope non_trainable_variables non_trainable_weights operations optimizer outbound_nodes output
    output_mask output_names output_shape outputs path pop predict predict_classes predict_function
    predict_generator predict_on_batch predict_proba predict_step quantization_config quantization_mode quantize
    quantized_build quantized_call rematerialized_call reset_metrics reset_states run_eagerly run_internal_graph
    sample_weight_mode sample_weight_modes sample_weights save save_own_variables save_spec save_weights
    set_state_tree set_weights skip_target_indices state_updates stateful stateful_metric_functions
    stateful_metric_names stateless_call stateless_compute_loss steps_per_execution stop_training submodules
    summary supports_jit supports_masking symbolic_call targets test_function test_on_batch test_step to_json
    to_yaml total_loss train_function train_on_batch train_step train_tf_function trainable trainable_variables
    trainable_weights unrolled_steps_per_execution updates uses_learning_phase variable_dtype
    variable_serialization_spec variables weighted_metrics weights with_name_scope
"""
OF_BASES = frozenset(_OF_BASES.split())
"""Public attributes of a layer or model in Keras 2.1.6, 2.3.1, 2.15 or 3.15."""
_OF_TORCH = """
    add_module apply bfloat16 buffers children compile cpu cuda double eval extra_repr float forward get_buffer
    get_extra_state get_parameter get_submodule half ipu load_state_dict modules mtia named_buffers
    named_children named_modules named_parameters parameters register_backward_hook register_buffer
    register_forward_hook register_forward_pre_hook register_full_backward_hook register_full_backward_pre_hook
    register_load_state_dict_post_hook register_load_state_dict_pre_hook register_module register_parameter
    register_state_dict_pre_hook requires_grad_ set_extra_state set_submodule share_memory state_dict to
    to_empty train training type xpu zero_grad
"""
OF_TORCH = frozenset(_OF_TORCH.split())
"""Those that PyTorch's Module brings, which layers of Keras 3 are on that backend."""
