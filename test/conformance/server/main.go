// server answers what kube-apiserver says about CustomResourceDefinitions and custom resources. It is the server's own
// request handlers (decoding, field validation, strategies, storage codec) over a storage that holds one object and is
// never written: every request is a dry run. Questions and answers are lines of JSON; see protocol.go.
package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"

	"github.com/spf13/pflag"
	"k8s.io/apiserver/pkg/util/compatibility"
	"k8s.io/klog/v2"
)

func main() {
	emulate := flag.String("emulate", "", "the minor version whose behaviour to emulate, e.g. 1.35")
	compat := flag.String("compat", "", "the oldest version that must understand what is stored, e.g. 1.34")
	flag.Parse()
	// The server logs what it also answers.
	klog.LogToStderr(false)
	klog.SetOutput(io.Discard)
	if err := setVersions(*emulate, *compat); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	if err := answerLines(os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// setVersions sets what kube-apiserver's flags of these names set.
func setVersions(emulate, compat string) error {
	registry := compatibility.DefaultComponentGlobalsRegistry
	flags := pflag.NewFlagSet("versions", pflag.ContinueOnError)
	registry.AddFlags(flags)
	var args []string
	if emulate != "" {
		args = append(args, "--emulated-version="+emulate)
	}
	if compat != "" {
		args = append(args, "--min-compatibility-version="+compat)
	}
	if err := flags.Parse(args); err != nil {
		return err
	}
	if err := registry.Set(); err != nil {
		return err
	}
	return errors.Join(registry.Validate()...)
}

// answerLines keeps the order of the questions, and flushes whenever no other question waits.
func answerLines(in io.Reader, out io.Writer) error {
	apis, err := newServer()
	if err != nil {
		return err
	}
	lines := bufio.NewReaderSize(in, 1<<20)
	buffered := bufio.NewWriterSize(out, 1<<20)
	encoder := json.NewEncoder(buffered)
	encoder.SetEscapeHTML(false)
	for {
		line, readErr := lines.ReadBytes('\n')
		if len(line) > 1 {
			if err := encoder.Encode(apis.answer(line)); err != nil {
				return err
			}
		}
		if lines.Buffered() == 0 || readErr != nil {
			if err := buffered.Flush(); err != nil {
				return err
			}
		}
		if readErr == io.EOF {
			return nil
		}
		if readErr != nil {
			return readErr
		}
	}
}
