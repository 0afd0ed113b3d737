package main

import (
	"encoding/json"
	"time"

	"github.com/google/cel-go/cel"
	"github.com/google/cel-go/common/types"
	"github.com/google/cel-go/common/types/ref"
	"k8s.io/apiextensions-apiserver/pkg/apis/apiextensions"
	v1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema"
	rules "k8s.io/apiextensions-apiserver/pkg/apiserver/schema/cel"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/cel/model"
	utiljson "k8s.io/apimachinery/pkg/util/json"
	"k8s.io/apiserver/pkg/cel/common"
	"k8s.io/apiserver/pkg/cel/environment"
)

type ruleAnswer struct {
	Error         string  `json:"error,omitempty"`
	PerCall       uint64  `json:"perCall"`
	Cardinality   uint64  `json:"cardinality"`
	MessageError  string  `json:"messageError,omitempty"`
	MessageCost   uint64  `json:"messageCost"`
	UsesOldSelf   bool    `json:"usesOldSelf"`
	Outcomes      []run   `json:"outcomes,omitempty"`
	Messages      []run   `json:"messages,omitempty"`
	NanosecondsOf []int64 `json:"nanoseconds,omitempty"`
}

type run struct {
	Value string `json:"value"`
	Cost  uint64 `json:"cost"`
}

type rulesAnswer struct {
	Error string       `json:"error,omitempty"`
	Rules []ruleAnswer `json:"rules"`
}

func answerRules(question *request, set *environment.EnvSet) any {
	structural, err := structuralOf(question.Schema)
	if err != nil {
		return rulesAnswer{Error: err.Error()}
	}
	limit := question.Limit
	if limit == 0 {
		limit = 1000000
	}
	loader := rules.NewExpressionsEnvLoader()
	if question.Stored {
		loader = rules.StoredExpressionsEnvLoader()
	}
	compiled, err := rules.Compile(structural, model.SchemaDeclType(structural, question.Resource), limit, set, loader)
	if err != nil {
		return rulesAnswer{Error: err.Error()}
	}
	out := rulesAnswer{Rules: make([]ruleAnswer, len(compiled))}
	selves, olds := valuesOf(question, structural)
	for i, result := range compiled {
		rule := &out.Rules[i]
		rule.PerCall, rule.Cardinality, rule.UsesOldSelf = result.MaxCost, result.MaxCardinality, result.UsesOldSelf
		rule.MessageCost = result.MessageExpressionMaxCost
		if result.Error != nil {
			rule.Error = result.Error.Detail
		}
		if result.MessageExpressionError != nil {
			rule.MessageError = result.MessageExpressionError.Detail
		}
		optional := structural.XValidations[i].OptionalOldSelf
		for j := range selves {
			variables := map[string]any{"self": selves[j]}
			if optional != nil && *optional {
				variables["oldSelf"] = optionalOf(olds[j])
			} else if olds[j] != nil {
				variables["oldSelf"] = olds[j]
			}
			if result.Program != nil {
				rule.Outcomes = append(rule.Outcomes, evaluate(result.Program, variables))
				if question.Time > 0 {
					rule.NanosecondsOf = append(rule.NanosecondsOf, measure(result.Program, variables, question.Time))
				}
			}
			if result.MessageExpression != nil {
				rule.Messages = append(rule.Messages, evaluate(result.MessageExpression, variables))
			}
		}
	}
	return out
}

func optionalOf(value ref.Val) ref.Val {
	if value == nil {
		return types.OptionalNone
	}
	return types.OptionalOf(value)
}

func structuralOf(raw json.RawMessage) (*schema.Structural, error) {
	var external v1.JSONSchemaProps
	if err := json.Unmarshal(raw, &external); err != nil {
		return nil, err
	}
	var internal apiextensions.JSONSchemaProps
	if err := v1.Convert_v1_JSONSchemaProps_To_apiextensions_JSONSchemaProps(&external, &internal, nil); err != nil {
		return nil, err
	}
	return schema.NewStructural(&internal)
}

func valuesOf(question *request, structural *schema.Structural) (selves, olds []ref.Val) {
	var typed common.Schema = &model.Structural{Structural: structural}
	if question.Resource {
		typed = typed.WithTypeAndObjectMeta()
	}
	for _, value := range question.Values {
		selves = append(selves, valueOf(value.Self, typed))
		olds = append(olds, valueOf(value.Old, typed))
	}
	return selves, olds
}

func valueOf(raw json.RawMessage, typed common.Schema) ref.Val {
	if raw == nil {
		return nil
	}
	var data any
	if err := utiljson.Unmarshal(raw, &data); err != nil {
		return types.WrapErr(err)
	}
	return common.UnstructuredToVal(data, typed)
}

func evaluate(program cel.Program, variables map[string]any) run {
	value, details, err := program.Eval(variables)
	var out run
	if details != nil && details.ActualCost() != nil {
		out.Cost = *details.ActualCost()
	}
	if err != nil {
		out.Value = "error: " + err.Error()
	} else {
		out.Value = show(value)
	}
	return out
}

// Nanoseconds of one evaluation.
func measure(program cel.Program, variables map[string]any, budget int64) int64 {
	count := 1
	for {
		start := time.Now()
		for range count {
			_, _, _ = program.Eval(variables)
		}
		spent := time.Since(start).Nanoseconds()
		if spent >= budget {
			return spent / int64(count)
		}
		count *= 2
	}
}
