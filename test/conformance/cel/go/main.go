// A program that answers questions about CEL with the API server's own packages, one line of JSON each.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"

	"k8s.io/apimachinery/pkg/util/version"
	"k8s.io/apiserver/pkg/cel/environment"
)

// Either the rules of a schema node, run over values, or a single expression.
type request struct {
	Minor    uint            `json:"minor"`
	Stored   bool            `json:"stored"`
	Schema   json.RawMessage `json:"schema"`
	Resource bool            `json:"resource"`
	Values   []pair          `json:"values"`
	Limit    uint64          `json:"limit"`
	// Nanoseconds to spend on timing every rule over every value.
	Time int64 `json:"time"`

	Expression string            `json:"expression"`
	Variables  map[string]string `json:"variables"`
	Dynamic    bool              `json:"dynamic"`
	Unchecked  bool              `json:"unchecked"`
}

type pair struct {
	Self json.RawMessage `json:"self"`
	Old  json.RawMessage `json:"old"`
}

func main() {
	input := bufio.NewReaderSize(os.Stdin, 1<<20)
	output := bufio.NewWriter(os.Stdout)
	defer output.Flush()
	encoder := json.NewEncoder(output)
	decoder := json.NewDecoder(input)
	for decoder.More() {
		var question request
		if err := decoder.Decode(&question); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		if err := encoder.Encode(answer(&question)); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
}

func answer(question *request) (result any) {
	defer func() {
		if r := recover(); r != nil {
			result = map[string]string{"panic": fmt.Sprint(r)}
		}
	}()
	if question.Minor == 0 {
		question.Minor = 36
	}
	set := environment.MustBaseEnvSet(version.MajorMinor(1, question.Minor))
	if question.Schema != nil {
		return answerRules(question, set)
	}
	return answerExpression(question, set)
}
