using Hippique.Gpi.Rules;

namespace Hippique.Dashboard.Rules;

/// <summary>What the page on rules and words shows.</summary>
public sealed record RulesView
{
    /// <summary>In use.</summary>
    public required RuleSet Set { get; init; }
    public required IReadOnlyList<RulePart> Parts { get; init; }

    /// <summary>The dated tables as they count on <see cref="Day"/>.</summary>
    public required Regulated Regulated { get; init; }

    /// <summary>Programme day.</summary>
    public required DateOnly Day { get; init; }
    public required IReadOnlyList<GlossarySection> Glossary { get; init; }
}

/// <summary>Numbers of a rule set that stand together.</summary>
/// <param name="Name">The key over them, such as <c>guards</c>; empty: those of the whole set.</param>
/// <param name="Numbers">In the order of the file.</param>
public sealed record RulePart(string Name, IReadOnlyList<RuleNumber> Numbers);

/// <summary>A number of a rule set, or several that mean something together only.</summary>
/// <param name="Key">As the file has it, <c>guards.runners_min</c>.</param>
/// <param name="Values">As written; with a name each where there are several.</param>
public sealed record RuleNumber(string Key, IReadOnlyList<KeyValuePair<string, string>> Values)
{
    /// <summary>Key of what it means.</summary>
    public string TextKey => $"rule_{Key.Replace('.', '_')}";
}
