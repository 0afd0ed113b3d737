// Reads texts, one JSON string a line, as kubectl reads manifests, and prints one line of JSON for each; see answer.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	jsonutil "k8s.io/apimachinery/pkg/util/json"
	"k8s.io/apimachinery/pkg/util/yaml"
	sigsyaml "sigs.k8s.io/yaml"
)

// document is an object as kubectl would send it, or why there is none. The JSON is a text, so that no digit is lost.
type document struct {
	JSON  string `json:"json,omitempty"`
	Error string `json:"error,omitempty"`
}

type answer struct {
	// Documents are those between separators, each read by itself.
	Documents []document `json:"documents"`
	// Stream is what kubectl's own loop over the whole text gives, lists expanded, up to its first error.
	Stream []document `json:"stream"`
	// Plain is the whole text through YAMLToJSON.
	Plain document `json:"plain"`
}

func main() {
	in := bufio.NewReaderSize(os.Stdin, 1<<20)
	out := json.NewEncoder(os.Stdout)
	for {
		line, err := in.ReadBytes('\n')
		if len(bytes.TrimSpace(line)) > 0 {
			var text string
			if err := json.Unmarshal(line, &text); err != nil {
				panic(err)
			}
			if err := out.Encode(answer{pieces(text), stream(text), plain(text)}); err != nil {
				panic(err)
			}
		}
		if errors.Is(err, io.EOF) {
			return
		}
	}
}

func pieces(text string) []document {
	documents := []document{}
	chunks := yaml.NewYAMLReader(bufio.NewReader(bytes.NewReader([]byte(text))))
	for {
		chunk, err := chunks.Read()
		if errors.Is(err, io.EOF) {
			return documents
		}
		if err != nil {
			return append(documents, document{Error: err.Error()})
		}
		raw := runtime.RawExtension{}
		if err := yaml.NewYAMLOrJSONDecoder(bytes.NewReader(chunk), 4096).Decode(&raw); err != nil {
			if !errors.Is(err, io.EOF) {
				documents = append(documents, document{Error: err.Error()})
			}
			continue
		}
		if !isEmpty(raw.Raw) {
			documents = append(documents, resent(raw.Raw))
		}
	}
}

func stream(text string) []document {
	documents := []document{}
	decoder := yaml.NewYAMLOrJSONDecoder(bytes.NewReader([]byte(text)), 4096)
	for {
		raw := runtime.RawExtension{}
		if err := decoder.Decode(&raw); errors.Is(err, io.EOF) {
			return documents
		} else if err != nil {
			return append(documents, document{Error: err.Error()})
		}
		if isEmpty(raw.Raw) {
			continue
		}
		items, err := expanded(raw.Raw)
		if err != nil {
			return append(documents, document{Error: err.Error()})
		}
		for _, item := range items {
			documents = append(documents, resent(item))
		}
	}
}

// expanded gives the items of a list, and of lists in it, or the object itself.
func expanded(raw []byte) ([][]byte, error) {
	var content map[string]json.RawMessage
	if err := json.Unmarshal(raw, &content); err != nil {
		return nil, err
	}
	if content["items"] == nil || content["kind"] == nil {
		return [][]byte{raw}, nil
	}
	object, _, err := unstructured.UnstructuredJSONScheme.Decode(raw, nil, nil)
	if err != nil {
		return nil, err
	}
	out := [][]byte{}
	var visit func(runtime.Unstructured) error
	visit = func(current runtime.Unstructured) error {
		if !current.IsList() {
			encoded, err := json.Marshal(current.UnstructuredContent())
			out = append(out, encoded)
			return err
		}
		return current.EachListItem(func(item runtime.Object) error { return visit(item.(runtime.Unstructured)) })
	}
	return out, visit(object.(runtime.Unstructured))
}

func plain(text string) document {
	converted, err := sigsyaml.YAMLToJSON([]byte(text))
	if err != nil {
		return document{Error: err.Error()}
	}
	return document{JSON: string(converted)}
}

func isEmpty(raw []byte) bool {
	trimmed := bytes.TrimSpace(raw)
	return len(trimmed) == 0 || bytes.Equal(trimmed, []byte("null"))
}

// resent decodes numbers to int64 or float64 and writes them again, as the unstructured decoder and encoder do.
func resent(raw []byte) document {
	var value any
	if err := jsonutil.Unmarshal(raw, &value); err != nil {
		return document{Error: err.Error()}
	}
	if _, ok := value.(map[string]any); !ok {
		return document{Error: "no object"}
	}
	encoded, err := json.Marshal(value)
	if err != nil {
		return document{Error: err.Error()}
	}
	return document{JSON: string(encoded)}
}
