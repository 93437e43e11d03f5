namespace Hippique.Sources.Http;

/// <summary>
/// What a robots.txt allows one crawler, by RFC 9309: the groups of its product token, else those of <c>*</c>; of all matching rules the longest pattern decides, of two as long
/// the one that allows; <c>*</c> stands for any characters, <c>$</c> at the end for the end of the path.
/// </summary>
internal sealed class RobotsRules
{
    /// <summary>No file, so no rules.</summary>
    public static readonly RobotsRules AllowAll = new([]);

    private const int MostRules = 10_000;
    private readonly List<(string Pattern, bool Allow)> _rules;

    private RobotsRules(List<(string, bool)> rules) => _rules = rules;

    /// <summary>Lines that hold for the program.</summary>
    public int Count => _rules.Count;

    public static RobotsRules Parse(string text, string productToken)
    {
        var own = new List<(string, bool)>();
        var others = new List<(string, bool)>();
        bool forUs = false,
            forAll = false,
            namesOpen = false,
            named = false;
        foreach (var raw in text.AsSpan().EnumerateLines())
        {
            var hash = raw.IndexOf('#');
            var line = (hash < 0 ? raw : raw[..hash]).Trim();
            var colon = line.IndexOf(':');
            if (colon < 0)
                continue;
            var key = line[..colon].Trim();
            var value = line[(colon + 1)..].Trim();
            if (key.Equals("user-agent", StringComparison.OrdinalIgnoreCase))
            {
                // Several names in a row share the rules that follow.
                if (!namesOpen)
                    (forUs, forAll, namesOpen) = (false, false, true);
                forUs |= value.Equals(productToken, StringComparison.OrdinalIgnoreCase);
                forAll |= value is "*";
                named |= forUs;
            }
            else if (
                key.Equals("allow", StringComparison.OrdinalIgnoreCase) is var allow
                && (allow || key.Equals("disallow", StringComparison.OrdinalIgnoreCase))
            )
            {
                namesOpen = false;
                if (value.IsEmpty || own.Count + others.Count >= MostRules)
                    continue;
                if (forUs)
                    own.Add((Normal(value), allow));
                if (forAll)
                    others.Add((Normal(value), allow));
            }
        }
        return new RobotsRules(named ? own : others);
    }

    /// <param name="pathAndQuery">As it is sent, percent-encoded.</param>
    public bool Allows(string pathAndQuery)
    {
        var path = Normal(pathAndQuery);
        var longest = -1;
        var allowed = true;
        foreach (var (pattern, allow) in _rules)
        {
            if (pattern.Length < longest || (pattern.Length == longest && !allow) || !Matches(pattern, path))
                continue;
            (longest, allowed) = (pattern.Length, allow);
        }
        return allowed;
    }

    /// <summary>One way to write each octet, so that <c>/é</c>, <c>/%C3%A9</c> and <c>/%c3%a9</c> are the same.</summary>
    private static string Normal(ReadOnlySpan<char> path)
    {
        var text = new System.Text.StringBuilder(path.Length);
        foreach (var octet in System.Text.Encoding.UTF8.GetBytes(path.ToString()))
        {
            if (octet is > 0x20 and < 0x7f)
                text.Append((char)octet);
            else
                text.Append('%').Append(octet.ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
        }
        for (var i = 0; i + 2 < text.Length; i++)
        {
            if (text[i] == '%')
                (text[i + 1], text[i + 2]) = (char.ToUpperInvariant(text[i + 1]), char.ToUpperInvariant(text[i + 2]));
        }
        return text.ToString();
    }

    /// <summary>The pattern from the start of the path; each <c>*</c> is tried once at every place, so the work is at most the product of the lengths.</summary>
    private static bool Matches(string pattern, string path)
    {
        var anchored = pattern.EndsWith('$');
        var end = anchored ? pattern.Length - 1 : pattern.Length;
        int p = 0,
            s = 0,
            star = -1,
            restart = 0;
        while (true)
        {
            if (p == end && (!anchored || s == path.Length))
                return true;
            if (p < end && pattern[p] == '*')
            {
                (star, restart) = (++p, s);
                continue;
            }
            if (p < end && s < path.Length && pattern[p] == path[s])
            {
                p++;
                s++;
                continue;
            }
            if (star < 0 || restart >= path.Length)
                return false;
            (p, s) = (star, ++restart);
        }
    }
}
