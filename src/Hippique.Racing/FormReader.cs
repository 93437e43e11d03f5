using System.Globalization;

namespace Hippique.Racing;

/// <summary>Reads a musique from left to right, without going back.</summary>
internal sealed class FormReader(string text)
{
    private readonly List<Performance> _performances = [];
    private int _at;
    private int? _year;

    public ParseResult<Form> Read()
    {
        while (_at < text.Length)
        {
            var current = text[_at];
            var read =
                char.IsWhiteSpace(current) ? Skip()
                : current == '(' ? ReadYear()
                : char.IsAsciiDigit(current) ? ReadPlace()
                : (char.IsAsciiLetterUpper(current) || current == 'd') && ReadIncident();
            if (!read)
                return ParseResult<Form>.Fail($"'{Quoted.Short(text)}' is no musique: '{Quoted.Short(text[_at..])}' cannot be read");
        }
        return ParseResult<Form>.Ok(new Form { Performances = _performances });
    }

    private bool Skip()
    {
        _at++;
        return true;
    }

    /// <summary>(25): what follows is of 2025. A bracket that the source's cut left open ends the musique.</summary>
    private bool ReadYear()
    {
        var close = text.IndexOf(')', _at);
        if (close < 0)
        {
            _at = text.Length;
            return true;
        }
        var digits = text.AsSpan(_at + 1, close - _at - 1);
        if (digits.Length != 2 || !int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var year))
            return false;
        _year = 2000 + year;
        _at = close + 1;
        return true;
    }

    private bool ReadPlace()
    {
        var start = _at;
        while (_at < text.Length && char.IsAsciiDigit(text[_at]))
            _at++;
        if (_at - start > 2)
        {
            _at = start;
            return false;
        }
        var place = int.Parse(text.AsSpan(start, _at - start), NumberStyles.None, CultureInfo.InvariantCulture);
        _performances.Add(Performance.Placed(place, ReadDiscipline(), _year));
        return true;
    }

    /// <summary>
    /// An incident is one capital and a discipline; a capital alone or a word is no performance. ZEturf has been seen to write <c>da</c> for <c>Da</c>.
    /// </summary>
    private bool ReadIncident()
    {
        var code = text[_at];
        var last = _at + 1 == text.Length;
        if (!last && !IsDiscipline(text[_at + 1]))
            return false;
        _at++;
        if (!last)
            _performances.Add(Performance.Incident(code, ReadDiscipline(), _year));
        return true;
    }

    /// <summary>The letter can be missing, lost by the source: then the discipline is unknown.</summary>
    private Discipline ReadDiscipline()
    {
        if (_at >= text.Length || !IsDiscipline(text[_at]))
            return Discipline.Unknown;
        return text[_at++] switch
        {
            'a' => Discipline.Harness,
            'm' => Discipline.MountedTrot,
            'p' => Discipline.Flat,
            'h' => Discipline.Hurdle,
            's' => Discipline.Steeplechase,
            'c' => Discipline.CrossCountry,
            _ => Discipline.Obstacle,
        };
    }

    // o: jumps abroad, of a kind that is not told.
    private static bool IsDiscipline(char letter) => letter is 'a' or 'm' or 'p' or 'h' or 's' or 'c' or 'o';
}
