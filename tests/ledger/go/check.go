// Check judges the proof of one entry with Go's own packages for such logs; it shares no code with
// the site. It reads the site's proof.json, with two fields more: the public key that the reader
// trusts and, where there is one, a checkpoint kept from earlier.
package main

import (
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type proof struct {
	Index       int64
	Leaf        string
	Checkpoint  string
	Inclusion   []string
	Consistency map[string][]string
	Trusted     string
	Since       string
}

func demand(what string, err error) {
	if err != nil {
		fmt.Printf("%s: %v\n", what, err)
		os.Exit(1)
	}
}

func tree(what, signed string, known note.Verifiers) tlog.Tree {
	opened, err := note.Open([]byte(signed), known)
	demand(what+" signature", err)
	// ParseTree wants the origin of Go's own log; the lines below it are the same.
	_, below, _ := strings.Cut(opened.Text, "\n")
	parsed, err := tlog.ParseTree([]byte("go.sum database tree\n" + below))
	demand(what+" text", err)
	return parsed
}

func hash(what, text string) (hash tlog.Hash) {
	data, err := hex.DecodeString(text)
	if err == nil && len(data) != tlog.HashSize {
		err = errors.New("not a hash")
	}
	demand(what, err)
	copy(hash[:], data)
	return hash
}

func hashes(what string, texts []string) (found []tlog.Hash) {
	for _, text := range texts {
		found = append(found, hash(what, text))
	}
	return found
}

func main() {
	var p proof
	demand("document", json.NewDecoder(os.Stdin).Decode(&p))
	verifier, err := note.NewVerifier(p.Trusted)
	demand("key", err)
	known := note.VerifierList(verifier)

	now := tree("checkpoint", p.Checkpoint, known)
	path := hashes("inclusion", p.Inclusion)
	demand("inclusion", tlog.CheckRecord(path, now.N, now.Hash, p.Index, hash("leaf", p.Leaf)))
	if p.Since != "" {
		was := tree("earlier checkpoint", p.Since, known)
		path := hashes("consistency", p.Consistency[strconv.FormatInt(was.N, 10)])
		demand("consistency", tlog.CheckTree(path, now.N, now.Hash, was.N, was.Hash))
	}
	fmt.Println("ok")
}
