namespace Hippique.Dashboard.Rules;

/// <summary>A part of the glossary.</summary>
/// <param name="Heading">Its name.</param>
/// <param name="Terms">In the order of the file.</param>
public sealed record GlossarySection(string Heading, IReadOnlyList<GlossaryTerm> Terms);

/// <summary>A word of the glossary, or several that are told together.</summary>
/// <param name="Anchor">The same in every language; other pages link to it: <c>/rules#clv</c>.</param>
/// <param name="Words">As the file has them, with its emphasis.</param>
/// <param name="Meaning">The same.</param>
public sealed record GlossaryTerm(string Anchor, string Words, string Meaning);
