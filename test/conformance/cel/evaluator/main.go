// evaluator compiles and runs CEL rules of custom resources with the API server's own packages. Questions and answers
// are lines of JSON.
package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"slices"
	"time"

	celgo "github.com/google/cel-go/cel"
	"github.com/google/cel-go/common/types"
	"github.com/google/cel-go/common/types/ref"
	"github.com/google/cel-go/interpreter"

	"k8s.io/apiextensions-apiserver/pkg/apis/apiextensions"
	apiextensionsv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/cel"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/cel/model"
	utiljson "k8s.io/apimachinery/pkg/util/json"
	celconfig "k8s.io/apiserver/pkg/apis/cel"
	apiservercel "k8s.io/apiserver/pkg/cel"
	"k8s.io/apiserver/pkg/cel/environment"
)

type question struct {
	Schema json.RawMessage `json:"schema"`
	// The root of a resource.
	Root   bool              `json:"root"`
	Rules  []json.RawMessage `json:"rules"`
	Values []values          `json:"values"`
	// How long to measure each evaluation, in nanoseconds; 0 to evaluate once and say the result.
	Measure int64 `json:"measure"`
}

type values struct {
	Self json.RawMessage `json:"self"`
	Old  json.RawMessage `json:"old"`
}

type answer struct {
	Error string       `json:"error,omitempty"`
	Rules []ruleAnswer `json:"rules,omitempty"`
}

type ruleAnswer struct {
	Error        string   `json:"error,omitempty"`
	MessageError string   `json:"messageError,omitempty"`
	Results      []result `json:"results,omitempty"`
}

type result struct {
	// The value as text: what is not a bool counts as false.
	Value   string  `json:"value,omitempty"`
	Error   string  `json:"error,omitempty"`
	Cost    uint64  `json:"cost"`
	Message *result `json:"message,omitempty"`
	// Nanoseconds an evaluation.
	Took float64 `json:"took,omitempty"`
}

func main() {
	in := bufio.NewReaderSize(os.Stdin, 1<<20)
	out := bufio.NewWriter(os.Stdout)
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	for {
		line, err := in.ReadBytes('\n')
		if len(bytes.TrimSpace(line)) > 0 {
			if err := encoder.Encode(answerTo(line)); err != nil {
				fmt.Fprintln(os.Stderr, err)
				os.Exit(1)
			}
		}
		if in.Buffered() == 0 || err != nil {
			out.Flush()
		}
		if err == io.EOF {
			return
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
}

func answerTo(line []byte) (said answer) {
	// Some rules make the server panic while it compiles them.
	defer func() {
		if r := recover(); r != nil {
			said = answer{Error: fmt.Sprintf("panic: %v", r)}
		}
	}()
	var q question
	if err := json.Unmarshal(line, &q); err != nil {
		return answer{Error: err.Error()}
	}
	node, err := readSchema(q)
	if err != nil {
		return answer{Error: err.Error()}
	}
	declared := model.SchemaDeclType(node, q.Root)
	if declared == nil {
		return answer{Error: "no type"}
	}
	base := environment.MustBaseEnvSet(environment.DefaultCompatibilityVersion())
	compiled, err := cel.Compile(node, declared, celconfig.PerCallLimit, base, cel.StoredExpressionsEnvLoader())
	if err != nil {
		return answer{Error: err.Error()}
	}
	said = answer{Rules: []ruleAnswer{}}
	for i, rule := range compiled {
		ruleSaid := ruleAnswer{Error: errorText(rule.Error), MessageError: errorText(rule.MessageExpressionError)}
		for _, given := range q.Values {
			if rule.Program == nil {
				break
			}
			optional := node.XValidations[i].OptionalOldSelf
			got, err := evaluate(rule, node, q, given, optional != nil && *optional)
			if err != nil {
				return answer{Error: err.Error()}
			}
			ruleSaid.Results = append(ruleSaid.Results, got)
		}
		said.Rules = append(said.Rules, ruleSaid)
	}
	return said
}

func errorText(err *apiservercel.Error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

// readSchema reads the schema with its rules; what is not structural is let pass.
func readSchema(q question) (*schema.Structural, error) {
	var v1 apiextensionsv1.JSONSchemaProps
	if err := json.Unmarshal(q.Schema, &v1); err != nil {
		return nil, err
	}
	v1.XValidations = nil
	for _, raw := range q.Rules {
		var rule apiextensionsv1.ValidationRule
		if err := json.Unmarshal(raw, &rule); err != nil {
			return nil, err
		}
		v1.XValidations = append(v1.XValidations, rule)
	}
	var internal apiextensions.JSONSchemaProps
	if err := apiextensionsv1.Convert_v1_JSONSchemaProps_To_apiextensions_JSONSchemaProps(&v1, &internal, nil); err != nil {
		return nil, err
	}
	return schema.NewStructural(&internal)
}

type activation map[string]any

func (a activation) ResolveName(name string) (any, bool) {
	value, ok := a[name]
	return value, ok
}

func (a activation) Parent() interpreter.Activation { return nil }

func evaluate(rule cel.CompilationResult, node *schema.Structural, q question, given values, optional bool) (result, error) {
	var self, old any
	if err := utiljson.Unmarshal(given.Self, &self); err != nil {
		return result{}, err
	}
	if given.Old != nil {
		if err := utiljson.Unmarshal(given.Old, &old); err != nil {
			return result{}, err
		}
	}
	if q.Root {
		node = model.WithTypeAndObjectMeta(node)
	}
	plain := activation{"self": cel.UnstructuredToVal(self, node)}
	if old != nil {
		plain["oldSelf"] = cel.UnstructuredToVal(old, node)
	}
	variables := plain
	if optional {
		variables = activation{"self": plain["self"], "oldSelf": types.OptionalNone}
		if old != nil {
			variables["oldSelf"] = types.OptionalOf(plain["oldSelf"].(ref.Val))
		}
	}
	out := run(rule.Program, variables)
	if rule.MessageExpression != nil {
		message := run(rule.MessageExpression, plain)
		out.Message = &message
	}
	if q.Measure > 0 {
		out.Took = measure(func() { _, _, _ = rule.Program.ContextEval(context.Background(), variables) }, q.Measure)
	}
	return out, nil
}

func run(program celgo.Program, variables interpreter.Activation) result {
	value, details, err := program.ContextEval(context.Background(), variables)
	var out result
	if details != nil && details.ActualCost() != nil {
		out.Cost = *details.ActualCost()
	}
	if err != nil {
		out.Error = err.Error()
	} else if text, ok := value.(types.String); ok {
		out.Value = string(text)
	} else {
		out.Value = fmt.Sprint(value.Value())
	}
	return out
}

// measure runs for the time and returns the median of nanoseconds a run over rounds of it.
func measure(run func(), during int64) float64 {
	start := time.Now()
	count := 0
	for time.Since(start).Nanoseconds() < during/10 {
		run()
		count++
	}
	rounds := make([]float64, 0, 9)
	for range 9 {
		start := time.Now()
		for range count {
			run()
		}
		rounds = append(rounds, float64(time.Since(start).Nanoseconds())/float64(count))
	}
	slices.Sort(rounds)
	return rounds[4]
}
