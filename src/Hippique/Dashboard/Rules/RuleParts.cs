using Hippique.Gpi.Rules;

namespace Hippique.Dashboard.Rules;

/// <summary>Arranges the numbers of a rule file for its page.</summary>
internal static class RuleParts
{
    private const string Factors = "factor_rules";

    /// <summary>What names the file, and is no number of the method.</summary>
    private static readonly string[] Names = ["name", "title", "factors", "weights"];

    /// <param name="text">A rule file that was read without an error.</param>
    public static IReadOnlyList<RulePart> Of(string text) =>
        [
            .. RuleValues
                .Of(text)
                .Where(value => !Names.Contains(value.Key))
                .GroupBy(value => KeyOf(value.Key))
                .Select(group => new RuleNumber(
                    group.Key,
                    [.. group.Select(value => KeyValuePair.Create(NameIn(group.Key, value.Key), value.Value))]
                ))
                .GroupBy(number => number.Key.Contains('.', StringComparison.Ordinal) ? number.Key.Split('.')[0] : "")
                .Select(part => new RulePart(part.Key, [.. part])),
        ];

    /// <summary>The numbers of one factor mean something together only: they are one.</summary>
    private static string KeyOf(string path) => path.Split('.') is [Factors, var factor, ..] ? $"{Factors}.{factor}" : path;

    private static string NameIn(string key, string path) => path.Length > key.Length ? path[(key.Length + 1)..] : "";
}
