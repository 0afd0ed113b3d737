// Reads texts, one JSON string a line, as kubectl reads manifests, and prints for each one JSON line: the documents in
// order, each as the JSON that kubectl would send, or null where it could not be read.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os"

	"k8s.io/apimachinery/pkg/runtime"
	jsonutil "k8s.io/apimachinery/pkg/util/json"
	"k8s.io/apimachinery/pkg/util/yaml"
)

type document struct {
	JSON  json.RawMessage `json:"json,omitempty"`
	Error string          `json:"error,omitempty"`
}

func main() {
	in := bufio.NewReaderSize(os.Stdin, 1<<20)
	out := json.NewEncoder(os.Stdout)
	out.SetEscapeHTML(false)
	for {
		line, err := in.ReadBytes('\n')
		if len(bytes.TrimSpace(line)) > 0 {
			var text string
			if err := json.Unmarshal(line, &text); err != nil {
				panic(err)
			}
			if err := out.Encode(read(text)); err != nil {
				panic(err)
			}
		}
		if errors.Is(err, io.EOF) {
			return
		}
	}
}

// read splits a stream into documents and converts each by itself, so that one bad document does not hide the next.
func read(text string) []document {
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
		if trimmed := bytes.TrimSpace(raw.Raw); len(trimmed) == 0 || bytes.Equal(trimmed, []byte("null")) {
			continue
		}
		documents = append(documents, resent(raw.Raw))
	}
}

// resent decodes numbers to int64 or float64 and writes them again, as the unstructured decoder and encoder do.
func resent(raw []byte) document {
	var value any
	if err := jsonutil.Unmarshal(raw, &value); err != nil {
		return document{Error: err.Error()}
	}
	encoded, err := json.Marshal(value)
	if err != nil {
		return document{Error: err.Error()}
	}
	return document{JSON: encoded}
}
