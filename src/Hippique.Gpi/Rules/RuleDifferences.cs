namespace Hippique.Gpi.Rules;

/// <summary>One key with what each of two rule files says; null if one lacks it.</summary>
public sealed record RuleDifference(string Key, string? Left, string? Right);

/// <summary>Compares rule files key by key; comments and the order of keys do not count.</summary>
public static class RuleDifferences
{
    /// <summary>In the order of the left file, then keys that only the right one has. Both texts are rule files that were read without an error.</summary>
    public static IReadOnlyList<RuleDifference> Between(string left, string right)
    {
        var (one, two) = (new Dictionary<string, string>(RuleValues.Of(left)), new Dictionary<string, string>(RuleValues.Of(right)));
        var keys = one.Keys.Concat(two.Keys.Where(key => !one.ContainsKey(key)));
        return
        [
            .. keys.Select(key => new RuleDifference(key, one.GetValueOrDefault(key), two.GetValueOrDefault(key)))
                .Where(difference => difference.Left != difference.Right),
        ];
    }
}
