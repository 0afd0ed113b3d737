package main

import (
	"fmt"
	"strings"

	"github.com/google/cel-go/cel"
	"github.com/google/cel-go/checker"
	"github.com/google/cel-go/common/ast"
	"github.com/google/cel-go/common/debug"
	"k8s.io/apiserver/pkg/cel/environment"
	"k8s.io/apiserver/pkg/cel/library"
)

type expressionAnswer struct {
	// What cel-go says about the expression.
	Error string `json:"error,omitempty"`
	// The tree with the id and the offset of every node.
	Parsed string `json:"parsed,omitempty"`
	// The tree with types and overloads.
	Checked string `json:"checked,omitempty"`
	MinCost uint64 `json:"minCost"`
	MaxCost uint64 `json:"maxCost"`
	Result  *run   `json:"result,omitempty"`
}

func answerExpression(question *request, set *environment.EnvSet) any {
	env := set.NewExpressionsEnv()
	if question.Stored {
		env = set.StoredExpressionsEnv()
	}
	var options []cel.EnvOption
	for name, text := range question.Variables {
		typ, rest := parseType(text)
		if rest != "" {
			return expressionAnswer{Error: "bad type " + text}
		}
		options = append(options, cel.Variable(name, typ))
	}
	env, err := env.Extend(options...)
	if err != nil {
		return expressionAnswer{Error: err.Error()}
	}
	parsed, issues := env.Parse(question.Expression)
	if issues != nil && issues.Err() != nil {
		return expressionAnswer{Error: issues.String()}
	}
	var out expressionAnswer
	native := parsed.NativeRep()
	out.Parsed = debug.ToAdornedDebugString(native.Expr(), places{native.SourceInfo()})
	if question.Unchecked {
		return out
	}
	checked, issues := env.Check(parsed)
	if issues == nil || issues.Err() == nil {
		// Literals are validated only together with the check.
		checked, issues = env.Compile(question.Expression)
	}
	if issues != nil && issues.Err() != nil {
		out.Error = issues.String()
		return out
	}
	out.Checked = checker.Print(checked.NativeRep().Expr(), checked.NativeRep())
	estimator := &library.CostEstimator{SizeEstimator: noSizes{}}
	if estimate, err := env.EstimateCost(checked, estimator); err == nil {
		out.MinCost, out.MaxCost = estimate.Min, estimate.Max
	}
	program, err := env.Program(checked, cel.CostLimit(1000000), cel.CostTracking(estimator))
	if err != nil {
		out.Error = "program: " + err.Error()
		return out
	}
	result := evaluate(program, map[string]any{})
	out.Result = &result
	return out
}

type noSizes struct{}

func (noSizes) EstimateSize(checker.AstNode) *checker.SizeEstimate { return nil }
func (noSizes) EstimateCallCost(string, string, *checker.AstNode, []checker.AstNode) *checker.CallEstimate {
	return nil
}

type places struct{ info *ast.SourceInfo }

func (p places) GetMetadata(element any) string {
	id := int64(-1)
	switch e := element.(type) {
	case ast.Expr:
		id = e.ID()
	case ast.EntryExpr:
		id = e.ID()
	}
	if at, found := p.info.GetOffsetRange(id); found {
		return fmt.Sprintf("^%d@%d", id, at.Start)
	}
	return fmt.Sprintf("^%d", id)
}

var simpleTypes = map[string]*cel.Type{
	"bool": cel.BoolType, "int": cel.IntType, "uint": cel.UintType, "double": cel.DoubleType, "string": cel.StringType,
	"bytes": cel.BytesType, "timestamp": cel.TimestampType, "duration": cel.DurationType, "dyn": cel.DynType,
	"null": cel.NullType,
}

// Reads list(map(string, int)) and the like; the rest is what follows the type.
func parseType(text string) (*cel.Type, string) {
	end := strings.IndexAny(text, "(,)")
	if end < 0 {
		end = len(text)
	}
	name, rest := strings.TrimSpace(text[:end]), text[end:]
	if simple, found := simpleTypes[name]; found {
		return simple, rest
	}
	var params []*cel.Type
	for strings.HasPrefix(rest, "(") || strings.HasPrefix(rest, ",") {
		var param *cel.Type
		param, rest = parseType(rest[1:])
		params = append(params, param)
	}
	rest = strings.TrimPrefix(rest, ")")
	switch name {
	case "list":
		return cel.ListType(params[0]), rest
	case "map":
		return cel.MapType(params[0], params[1]), rest
	case "optional":
		return cel.OptionalType(params[0]), rest
	}
	return cel.DynType, "unknown type " + name
}
