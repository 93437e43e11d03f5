using Hippique.Gpi.Rules;
using Hippique.Hosting;
using Hippique.Racing;

namespace Hippique.Calculators;

/// <summary>A rule set as a user names it: one that ships, or a file.</summary>
/// <param name="Text">The file's content.</param>
/// <param name="Rules">What it says, or everything that is wrong with it, one a line.</param>
internal sealed record RuleSource(string Text, ParseResult<RuleSet> Rules)
{
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static RuleSource Of(string nameOrFile)
    {
        if (RuleSets.Names.Contains(nameOrFile))
            return new RuleSource(RuleSets.Text(nameOrFile), RuleSets.Load(nameOrFile));
        if (!File.Exists(nameOrFile))
        {
            var expected = string.Join(", ", RuleSets.Names);
            return new RuleSource("", ParseResult<RuleSet>.Fail(Texts.Said("rules_unknown", Quoted.Short(nameOrFile), expected)));
        }
        var text = File.ReadAllText(nameOrFile);
        return new RuleSource(text, RuleSets.Parse(nameOrFile, text));
    }
}
