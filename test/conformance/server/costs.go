package main

import (
	"encoding/json"

	"k8s.io/apiextensions-apiserver/pkg/apis/apiextensions"
	"k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/cel"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/cel/model"
	celconfig "k8s.io/apiserver/pkg/apis/cel"
	"k8s.io/apiserver/pkg/cel/environment"
)

// ruled is a schema whose rules are to be estimated, as those of a new definition are.
type ruled struct {
	Schema json.RawMessage `json:"schema"`
	// Resource says that rules see a resource here.
	Resource bool `json:"resource"`
}

// estimate is what one rule may cost. Numbers are texts, for they go up to 2^64.
type estimate struct {
	Error        string `json:"error,omitempty"`
	MessageError string `json:"messageError,omitempty"`
	Cost         uint64 `json:"cost,string"`
	Cardinality  uint64 `json:"cardinality,string"`
	MessageCost  uint64 `json:"messageCost,string"`
}

func (r ruled) estimates() ([]estimate, error) {
	read := &v1.JSONSchemaProps{}
	if err := json.Unmarshal(r.Schema, read); err != nil {
		return nil, err
	}
	internal := &apiextensions.JSONSchemaProps{}
	if err := v1.Convert_v1_JSONSchemaProps_To_apiextensions_JSONSchemaProps(read, internal, nil); err != nil {
		return nil, err
	}
	structural, err := schema.NewStructural(internal)
	if err != nil {
		return nil, err
	}
	declared := model.SchemaDeclType(structural, r.Resource)
	env := environment.MustBaseEnvSet(environment.DefaultCompatibilityVersion())
	compiled, err := cel.Compile(structural, declared, celconfig.PerCallLimit, env, cel.NewExpressionsEnvLoader())
	if err != nil {
		return nil, err
	}
	out := make([]estimate, len(compiled))
	for i, rule := range compiled {
		out[i] = estimate{Cost: rule.MaxCost, Cardinality: rule.MaxCardinality, MessageCost: rule.MessageExpressionMaxCost}
		if rule.Error != nil {
			out[i].Error = rule.Error.Detail
		}
		if rule.MessageExpressionError != nil {
			out[i].MessageError = rule.MessageExpressionError.Detail
		}
	}
	return out, nil
}
