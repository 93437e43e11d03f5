using System.Collections.Frozen;

namespace Hippique.Racing;

/// <summary>
/// The table of racecourses' spellings: lines <c>NAME: SPELLING, SPELLING</c>, one <c>suffixes:</c> with words that some sites put behind a name, and comments after <c>#</c>.
/// All in capitals without accents.
/// </summary>
public sealed class RacecourseTable
{
    private const string Suffixes = "suffixes";
    private readonly FrozenDictionary<string, string> _names;
    private readonly string[] _suffixes;

    private RacecourseTable(Dictionary<string, string> names, string[] suffixes)
    {
        _names = names.ToFrozenDictionary(StringComparer.Ordinal);
        _suffixes = suffixes;
    }

    /// <summary>Every spelling with the name it stands for.</summary>
    public IEnumerable<(string Spelling, string Name)> Spellings => _names.Select(pair => (pair.Key, pair.Value));

    /// <summary>The table that comes with the program.</summary>
    public static RacecourseTable OfTheProgram()
    {
        using var stream = typeof(RacecourseTable).Assembly.GetManifestResourceStream("racecourses.txt")!;
        using var reader = new StreamReader(stream);
        return Read(reader.ReadToEnd());
    }

    /// <exception cref="InvalidDataException">A line is none, a spelling stands twice or is itself a name; the line is named.</exception>
    public static RacecourseTable Read(string text)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        var own = new HashSet<string>(StringComparer.Ordinal);
        string[] suffixes = [];
        foreach (var (index, line) in text.Split('\n').Index())
        {
            var content = line.Split('#')[0].Trim();
            if (content.Length == 0)
                continue;
            if (content.Split(':') is not [var name, var list])
                throw new InvalidDataException($"racecourses.txt:{index + 1}: NAME: SPELLING, SPELLING");
            var spellings = list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            if (name == Suffixes)
            {
                suffixes = [.. spellings.Select(word => " " + word)];
                continue;
            }
            own.Add(name);
            foreach (var spelling in spellings)
            {
                if (spelling == name || !names.TryAdd(spelling, name))
                    throw new InvalidDataException($"racecourses.txt:{index + 1}: {spelling} stands twice");
            }
        }
        if (own.FirstOrDefault(names.ContainsKey) is { } both)
            throw new InvalidDataException($"racecourses.txt: {both} is a name and a spelling of {names[both]}");
        return new RacecourseTable(names, suffixes);
    }

    /// <summary>The one name; the spelling itself where the table has none.</summary>
    public string NameOf(string spelling)
    {
        if (_names.TryGetValue(spelling, out var name))
            return name;
        foreach (var suffix in _suffixes)
        {
            if (spelling.EndsWith(suffix, StringComparison.Ordinal) && spelling[..^suffix.Length] is { Length: > 0 } bare)
                return _names.GetValueOrDefault(bare, bare);
        }
        return spelling;
    }
}
