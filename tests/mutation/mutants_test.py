"""What counts as a mutant, and what does not."""

import unittest

from mutants import mutants_of


def changes(body, head="int f(int a, int b)"):
    source = f"{head}\n{{\n    {body}\n}}\n"
    return {(mutant.kind, source[mutant.start : mutant.end], mutant.text) for mutant in mutants_of(source)}


class Mutants(unittest.TestCase):
    def test_negates_a_condition(self):
        self.assertIn(("negate", "a", "!(a)"), changes("if (a)\n        g();"))
        self.assertIn(("negate", "a", "!(a)"), changes("while (a)\n        g();"))
        self.assertIn(("negate", "a.b(1)", "!(a.b(1))"), changes("x = a.b(1) ? 1 : 2;"))
        self.assertIn(("negate", "!", ""), changes("if (!a)\n        g();"))

    def test_makes_one_mutant_of_one_negation(self):
        self.assertEqual(1, sum(kind == "negate" for kind, _, _ in changes("if (!a)\n        g();")))

    def test_drops_a_statement_but_no_declaration(self):
        self.assertIn(("drop", "g(a);", ";"), changes("g(a);"))
        self.assertIn(("drop", "a = b;", ";"), changes("a = b;"))
        self.assertIn(("drop", "return 7;", ";"), changes("if (a)\n        return 7;\n    return b;"))
        for declaration in ("const int c = g(a);", "Type c(a);", "std::vector<int> c = g(a);", "Q_ASSERT(a);"):
            self.assertNotIn("drop", {kind for kind, _, _ in changes(declaration)})
        self.assertNotIn(("drop", "b;", ";"), changes("x = a ? 1 : b;"))
        self.assertEqual({"g([&] { h(); });", "h();"}, {old for kind, old, _ in changes("g([&] { h(); });") if kind == "drop"})

    def test_moves_a_bound(self):
        self.assertIn(("bound", "<", "<="), changes("return a < b;"))
        self.assertIn(("bound", ">=", ">"), changes("return a >= b;"))
        self.assertIn(("bound", "==", "!="), changes("return a == b;"))
        self.assertIn(("bound", "1'000u", "1001u"), changes("g(1'000u);"))
        self.assertIn(("bound", "0x1f", "32"), changes("g(0x1f);"))

    def test_leaves_templates_and_texts_alone(self):
        kinds = {kind for kind, _, _ in changes("g<Type>(\"a < b && 7\");  // a < b")}
        self.assertEqual({"drop"}, kinds)

    def test_leaves_assertions_alone(self):
        self.assertEqual(set(), changes("Q_ASSERT(a && b < 1);"))

    def test_knows_that_the_greater_of_two_has_no_order(self):
        self.assertNotIn("swap", {kind for kind, _, _ in changes("x = std::max<std::int64_t>(a, b);")})

    def test_exchanges_an_operator(self):
        self.assertIn(("operator", "&&", "||"), changes("return a && b;"))
        self.assertIn(("operator", "-", "+"), changes("return a - b;"))
        self.assertIn(("operator", "++", "--"), changes("++a;"))

    def test_swaps_neighbours(self):
        self.assertIn(("swap", "a, b", "b, a"), changes("g(a, b);"))
        self.assertIn(("swap", "f(a, 1), b", "b, f(a, 1)"), changes("return {f(a, 1), b};"))
        self.assertNotIn("swap", {kind for kind, _, _ in changes("g([](int c, int d) { return 1; });")})

    def test_returns_a_constant(self):
        self.assertIn(("return", "g(a)", "{}"), changes("return g(a);"))
        self.assertEqual({("return", "true", "false")}, changes("return true;"))
        self.assertEqual(set(), changes("return std::nullopt;"))
        self.assertEqual(set(), changes("return nullptr;"))
        answers = changes("return g(a);", head="bool f(int a)")
        self.assertLessEqual({("return", "g(a)", "true"), ("return", "g(a)", "false")}, answers)

    def test_counts_what_stands_outside_functions(self):
        source = "constexpr int most = 7;\n"
        self.assertEqual(["constexpr int most = 8;\n"], [mutant.applied(source) for mutant in mutants_of(source)])


if __name__ == "__main__":
    unittest.main()
