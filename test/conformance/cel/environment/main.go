// environment answers what the CEL environment of kube-apiserver makes of expressions: the errors of parsing and checking,
// the checked expression, its value and what it cost. Questions and answers are lines of JSON.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"os"
	"sort"
	"strconv"
	"strings"

	celpb "cel.dev/expr"
	"github.com/google/cel-go/cel"
	"github.com/google/cel-go/checker"
	"github.com/google/cel-go/common/types"
	"github.com/google/cel-go/common/types/ref"
	"github.com/google/cel-go/common/types/traits"
	"google.golang.org/protobuf/encoding/protojson"
	"k8s.io/apimachinery/pkg/util/version"
	celconfig "k8s.io/apiserver/pkg/apis/cel"
	"k8s.io/apiserver/pkg/cel/environment"
	"k8s.io/apiserver/pkg/cel/library"
)

// A question is an expression with the declarations and bindings of cel-spec's conformance tests.
type question struct {
	Minor    uint                       `json:"minor"`
	Expr     string                     `json:"expr"`
	TypeEnv  []json.RawMessage          `json:"typeEnv"`
	Bindings map[string]json.RawMessage `json:"bindings"`
}

type answer struct {
	// Why it does not compile.
	Errors string `json:"errors,omitempty"`
	// The expression with types and overloads.
	Checked string `json:"checked,omitempty"`
	// Its value, or why it has none, and the cost of that.
	Value     string `json:"value,omitempty"`
	EvalError string `json:"evalError,omitempty"`
	Cost      uint64 `json:"cost"`
	// What was wrong with the question.
	Trouble string `json:"trouble,omitempty"`
}

func main() {
	in := bufio.NewReaderSize(os.Stdin, 1<<20)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	for {
		line, err := in.ReadBytes('\n')
		if len(line) > 1 {
			if err := encoder.Encode(reply(line)); err != nil {
				panic(err)
			}
		}
		if err == io.EOF {
			return
		}
		if err != nil {
			panic(err)
		}
	}
}

func reply(line []byte) answer {
	var q question
	if err := json.Unmarshal(line, &q); err != nil {
		return answer{Trouble: err.Error()}
	}
	// As rules of new CRDs are compiled: Kubernetes' environments of one version do not differ by more than that.
	env := environment.MustBaseEnvSet(version.MajorMinor(1, q.Minor)).NewExpressionsEnv()
	declared, bindings, err := variables(env, q)
	if err != nil {
		return answer{Trouble: err.Error()}
	}
	checked, issues := declared.Compile(q.Expr)
	if err := issues.Err(); err != nil {
		return answer{Errors: err.Error()}
	}
	shown := checker.Print(checked.NativeRep().Expr(), checked.NativeRep())
	program, err := declared.Program(checked,
		cel.CostLimit(celconfig.PerCallLimit),
		cel.CostTracking(&library.CostEstimator{}),
		cel.InterruptCheckFrequency(celconfig.CheckFrequency))
	if err != nil {
		return answer{Checked: shown, EvalError: "program: " + err.Error()}
	}
	value, details, err := program.Eval(bindings)
	a := answer{Checked: shown}
	if details != nil && details.ActualCost() != nil {
		a.Cost = *details.ActualCost()
	}
	if err != nil {
		a.EvalError = err.Error()
	} else {
		a.Value = show(value)
	}
	return a
}

func variables(env *cel.Env, q question) (*cel.Env, map[string]any, error) {
	var options []cel.EnvOption
	for _, raw := range q.TypeEnv {
		var decl celpb.Decl
		if err := protojson.Unmarshal(raw, &decl); err != nil {
			return nil, nil, err
		}
		option, err := cel.ProtoAsDeclaration(&decl)
		if err != nil {
			return nil, nil, err
		}
		options = append(options, option)
	}
	declared, err := env.Extend(options...)
	if err != nil {
		return nil, nil, err
	}
	bindings := map[string]any{}
	for name, raw := range q.Bindings {
		var value celpb.ExprValue
		if err := protojson.Unmarshal(raw, &value); err != nil {
			return nil, nil, err
		}
		bound, err := cel.ProtoAsValue(declared.CELTypeAdapter(), value.GetValue())
		if err != nil {
			return nil, nil, err
		}
		bindings[name] = bound
	}
	return declared, bindings, nil
}

// show writes a value so that equal texts are equal values of equal types.
func show(value ref.Val) string {
	switch v := value.(type) {
	case types.Null:
		return "null"
	case types.Bool:
		return strconv.FormatBool(bool(v))
	case types.Int:
		return strconv.FormatInt(int64(v), 10)
	case types.Uint:
		return strconv.FormatUint(uint64(v), 10) + "u"
	case types.Double:
		if math.IsNaN(float64(v)) {
			return "double NaN"
		}
		return fmt.Sprintf("double %016x", math.Float64bits(float64(v)))
	case types.String:
		return fmt.Sprintf("string %x", string(v))
	case types.Bytes:
		return fmt.Sprintf("bytes %x", []byte(v))
	case types.Duration:
		return fmt.Sprintf("duration %d", v.Duration.Nanoseconds())
	case types.Timestamp:
		return fmt.Sprintf("timestamp %d.%09d", v.Unix(), v.Nanosecond())
	case *types.Type:
		return "type " + v.TypeName()
	case *types.Optional:
		if !v.HasValue() {
			return "none"
		}
		return "some(" + show(v.GetValue()) + ")"
	case traits.Mapper:
		var entries []string
		for it := v.Iterator(); it.HasNext() == types.True; {
			key := it.Next()
			entries = append(entries, show(key)+": "+show(v.Get(key)))
		}
		sort.Strings(entries)
		return "{" + strings.Join(entries, ", ") + "}"
	case traits.Lister:
		var items []string
		for it := v.Iterator(); it.HasNext() == types.True; {
			items = append(items, show(it.Next()))
		}
		return "[" + strings.Join(items, ", ") + "]"
	}
	return "object " + value.Type().TypeName()
}
