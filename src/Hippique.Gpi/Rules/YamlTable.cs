using System.Globalization;
using Hippique.Racing;
using YamlDotNet.RepresentationModel;

namespace Hippique.Gpi.Rules;

/// <summary>An interval, both ends included.</summary>
public readonly record struct Interval(double Low, double High)
{
    public bool Contains(double value) => value >= Low && value <= High;

    public double Clamp(double value) => Math.Clamp(value, Low, High);
}

/// <summary>
/// One mapping of a YAML file, read key by key. Every defect is added to the list as <c>file:line: key: what is allowed</c>; reading goes on, so that all are reported at once.
/// </summary>
internal sealed class YamlTable(string file, string path, YamlMappingNode node, List<Problem> errors)
{
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);

    public double Number(string key, double low, double high) =>
        Between(low, high) is var allowed && Find(key, allowed) is { } value ? ToNumber(value, key, low, high, allowed) : low;

    /// <summary>A number that files of earlier versions do not have: they mean <paramref name="absent"/>.</summary>
    public double Number(string key, double low, double high, double absent) => Has(key) ? Number(key, low, high) : absent;

    /// <summary>A number, or null if the file says <c>none</c>.</summary>
    public double? NumberOrNone(string key, double low, double high)
    {
        var allowed = Problem.Of($"a number from {Written(low)} to {Written(high)}, or none");
        if (Find(key, allowed) is not { } value)
            return null;
        return value is YamlScalarNode { Value: "none" } ? null : ToNumber(value, key, low, high, allowed);
    }

    public int Whole(string key, int low, int high)
    {
        var allowed = Problem.Of($"a whole number from {low} to {high}");
        if (Find(key, allowed) is not { } value)
            return low;
        if (
            value is YamlScalarNode scalar
            && int.TryParse(scalar.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number >= low
            && number <= high
        )
            return number;
        Refuse(value, key, allowed);
        return low;
    }

    public decimal Money(string key, decimal low, decimal high)
    {
        var allowed = Problem.Of($"an amount from {Written(low)} to {Written(high)} euros");
        if (Find(key, allowed) is not { } value)
            return low;
        if (
            value is YamlScalarNode scalar
            && decimal.TryParse(scalar.Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)
            && amount >= low
            && amount <= high
        )
            return amount;
        Refuse(value, key, allowed);
        return low;
    }

    public string Text(string key)
    {
        var allowed = Problem.Of($"a text");
        if (Find(key, allowed) is not { } value)
            return "";
        if (value is YamlScalarNode { Value.Length: > 0 } scalar)
            return scalar.Value!;
        Refuse(value, key, allowed);
        return "";
    }

    public DateOnly Date(string key)
    {
        var allowed = Problem.Of($"a date such as 2026-07-01");
        if (Find(key, allowed) is not { } value)
            return default;
        if (
            value is YamlScalarNode scalar
            && DateOnly.TryParseExact(scalar.Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
        )
            return date;
        Refuse(value, key, allowed);
        return default;
    }

    public T Choice<T>(string key, params ReadOnlySpan<(string Name, T Value)> choices)
    {
        var names = new List<string>();
        foreach (var choice in choices)
            names.Add(choice.Name);
        var allowed = Problem.Of($"one of {string.Join(", ", names)}");
        if (Find(key, allowed) is not { } value)
            return choices[0].Value;
        foreach (var choice in choices)
            if (value is YamlScalarNode scalar && scalar.Value == choice.Name)
                return choice.Value;
        Refuse(value, key, allowed);
        return choices[0].Value;
    }

    public Interval Interval(string key, double low, double high)
    {
        var allowed = Problem.Of($"[low, high], each {Between(low, high)}");
        if (Find(key, allowed) is not { } value)
            return new(low, high);
        if (
            value is YamlSequenceNode { Children: [var first, var second] }
            && TryNumber(first, low, high) is { } from
            && TryNumber(second, low, high) is { } to
            && from <= to
        )
            return new(from, to);
        Refuse(value, key, allowed);
        return new(low, high);
    }

    /// <summary>Exactly <paramref name="count"/> numbers, each of them possibly <c>none</c>.</summary>
    public IReadOnlyList<double?> NumbersOrNone(string key, int count, double low, double high)
    {
        var allowed = Problem.Of($"{count} entries, each {Between(low, high)}, or none");
        if (Find(key, allowed) is not { } value)
            return new double?[count];
        if (value is YamlSequenceNode sequence && sequence.Children.Count == count)
        {
            var numbers = sequence.Children.Select(child => TryNumber(child, low, high)).ToArray();
            var none = sequence.Children.Select(child => child is YamlScalarNode { Value: "none" }).ToArray();
            if (Enumerable.Range(0, count).All(i => numbers[i] is not null || none[i]))
                return numbers;
        }
        Refuse(value, key, allowed);
        return new double?[count];
    }

    /// <summary>A mapping below this one. If it is missing that is the one error; its own keys are not named as well.</summary>
    public YamlTable Table(string key)
    {
        var allowed = Problem.Of($"a group of keys");
        var value = Find(key, allowed);
        if (value is not null and not YamlMappingNode)
            Refuse(value, key, allowed);
        return new YamlTable(file, Full(key), value as YamlMappingNode ?? new YamlMappingNode(), value is YamlMappingNode ? errors : []);
    }

    /// <summary>A list of mappings.</summary>
    public IEnumerable<YamlTable> Rows(string key)
    {
        var allowed = Problem.Of($"a list of rows, each a group of keys");
        var value = Find(key, allowed);
        if (value is not null and not YamlSequenceNode)
            Refuse(value, key, allowed);
        foreach (var child in value is YamlSequenceNode sequence ? sequence.Children : [])
            if (child is YamlMappingNode row)
                yield return new YamlTable(file, Full(key), row, errors);
            else
                Refuse(child, key, allowed);
    }

    /// <summary>Refuses what was not asked for.</summary>
    public void Done()
    {
        foreach (var (key, _) in node.Children)
            if (key is not YamlScalarNode { Value: { } name } || !_read.Contains(name))
                Add(key.Start.Line, key.ToString(), Problem.Of($"unknown key; allowed here: {string.Join(", ", _read.Order())}"));
    }

    /// <summary>For rules that concern more than one key.</summary>
    public void Refuse(string key, Problem allowed) => Add(LineOf(key), key, allowed);

    private YamlNode? Find(string key, Problem allowed)
    {
        _read.Add(key);
        foreach (var (name, value) in node.Children)
            if (name is YamlScalarNode scalar && scalar.Value == key)
                return value;
        Add(Math.Max(1, node.Start.Line), key, Problem.Of($"missing; {allowed}"));
        return null;
    }

    private bool Has(string key)
    {
        _read.Add(key);
        return node.Children.Keys.Any(name => name is YamlScalarNode scalar && scalar.Value == key);
    }

    private long LineOf(string key)
    {
        foreach (var (name, value) in node.Children)
            if (name is YamlScalarNode scalar && scalar.Value == key)
                return value.Start.Line;
        return Math.Max(1, node.Start.Line);
    }

    private double ToNumber(YamlNode value, string key, double low, double high, Problem allowed)
    {
        if (TryNumber(value, low, high) is { } number)
            return number;
        Refuse(value, key, allowed);
        return low;
    }

    private static double? TryNumber(YamlNode value, double low, double high) =>
        value is YamlScalarNode scalar
        && double.TryParse(
            scalar.Value,
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture,
            out var number
        )
        && number >= low
        && number <= high
            ? number
            : null;

    private void Refuse(YamlNode value, string key, Problem allowed) => Add(value.Start.Line, key, allowed);

    private void Add(long line, string key, Problem what) => errors.Add(Problem.Of($"{file}:{line}: {Full(key)}: {what}"));

    private string Full(string key) => path.Length == 0 ? key : $"{path}.{key}";

    private static Problem Between(double low, double high) => Problem.Of($"a number from {Written(low)} to {Written(high)}");

    // As it must stand in the file, whatever the language of the screen.
    private static string Written(IFormattable number) => number.ToString(null, CultureInfo.InvariantCulture);
}
