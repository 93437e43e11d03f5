using System.Globalization;
using System.Text.RegularExpressions;
using Hippique.Racing;

namespace Hippique.Orchestration.Imports;

/// <summary>The horses of a bet as a file writes them.</summary>
/// <param name="Numbers">In the order of the file, each once.</param>
/// <param name="IsFormula">Some are bases and others the field ("4 + 5 6 7"), so that the combinations are not known.</param>
internal sealed partial record BetHorses(IReadOnlyList<int> Numbers, bool IsFormula)
{
    /// <summary>Of combinations into which a bet is divided.</summary>
    private const int Most = 1000;

    /// <summary>
    /// Numbers alone (<c>4-7</c>, <c>4, 7, 9</c>, <c>4 7 9</c>), or each with its horse (<c>4 - BELLE ÎLE / 7 - ORAGE D’ÉTÉ</c>, <c>n° 4</c>).
    /// </summary>
    public static ParseResult<BetHorses> Parse(string text)
    {
        var plain = NumberSign().Replace(text, " ");
        if (OnlyNumbers().IsMatch(plain))
            return Of(Number().Matches(plain).Select(match => match.Value), Formula().IsMatch(plain), text);
        string[] parts = [.. Between().Split(plain).Where(part => part.Trim().Length > 0)];
        List<Match> leading = [.. parts.Select(part => Leading().Match(part)).Where(match => match.Success)];
        // "4 - BELLE ÎLE" is split at its own hyphen: parts without a number are names.
        var named = parts.Length > 0 && leading.Count > 0 && parts.All(part => Leading().IsMatch(part) || !part.Any(char.IsAsciiDigit));
        return named && Leading().IsMatch(parts[0])
            ? Of(leading.Select(match => match.Groups[1].Value), false, text)
            : ParseResult<BetHorses>.Fail($"'{Quoted.Short(text)}' does not name horses by their numbers, such as 4-7");
    }

    /// <summary>What was bought, combination by combination; null if it is a formula, or a bet whose order counts and that names more horses than one combination has.</summary>
    public IReadOnlyList<IReadOnlyList<int>>? Combinations(BetType bet)
    {
        if (IsFormula)
            return null;
        if (BetNames.SizeOf(bet) is not { } size)
            return [Numbers];
        if (Numbers.Count < size)
            return null;
        var all = Choose([.. Numbers.Order()], size, 0).Take(Most + 1).ToList();
        return all.Count > Most ? null : all;
    }

    private static IEnumerable<IReadOnlyList<int>> Choose(IReadOnlyList<int> numbers, int size, int from)
    {
        if (size == 0)
            yield return [];
        else
        {
            for (var first = from; first <= numbers.Count - size; first++)
                foreach (var rest in Choose(numbers, size - 1, first + 1))
                    yield return [numbers[first], .. rest];
        }
    }

    private static ParseResult<BetHorses> Of(IEnumerable<string> digits, bool isFormula, string text)
    {
        List<int> numbers = [.. digits.Select(number => int.Parse(number, CultureInfo.InvariantCulture))];
        return numbers.Count == 0 || numbers.Exists(number => number is 0 or > 99) || numbers.Distinct().Count() < numbers.Count
            ? ParseResult<BetHorses>.Fail($"'{Quoted.Short(text)}' does not name horses by their numbers, such as 4-7")
            : ParseResult<BetHorses>.Ok(new BetHorses(numbers, isFormula));
    }

    [GeneratedRegex(@"\b[nN]\s*[°ºo]\s*(?=[0-9])")]
    private static partial Regex NumberSign();

    [GeneratedRegex(@"^[0-9\s\u00a0,;./+xX–-]+$")]
    private static partial Regex OnlyNumbers();

    [GeneratedRegex(@"[0-9]+")]
    private static partial Regex Number();

    [GeneratedRegex(@"[+/xX]")]
    private static partial Regex Formula();

    [GeneratedRegex(@"\s[-–]\s|\s*[/,;]\s*")]
    private static partial Regex Between();

    [GeneratedRegex(@"^\s*([0-9]{1,2})(?![0-9])")]
    private static partial Regex Leading();
}
