using System.Globalization;
using Hippique.Racing;

namespace Hippique.Mirror;

/// <summary>The virtual time of a mirror: it starts somewhere in the recorded day and passes at a multiple of real time; 0 stands still.</summary>
public sealed class MirrorTime(TimeProvider clock, DateTimeOffset start, double speed)
{
    private readonly long _started = clock.GetTimestamp();

    /// <summary>Virtual seconds a second.</summary>
    public double Speed => speed;

    public DateTimeOffset Now => start + clock.GetElapsedTime(_started) * speed;

    /// <summary>Reads <c>--at</c>: a time of the Paris clock on the recorded day (<c>14:05</c>, before four: the night after it), or an instant with its offset.</summary>
    public static ParseResult<DateTimeOffset> ParseAt(string text, DateOnly programme)
    {
        if (TimeOnly.TryParseExact(text, ["HH:mm", "HH:mm:ss", "H:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
            return ParseResult<DateTimeOffset>.Ok(ParisTime.OffOf(programme, time));
        string[] instants = ["yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mmzzz", "yyyy-MM-dd'T'HH:mm'Z'"];
        return DateTimeOffset.TryParseExact(text, instants, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            ? ParseResult<DateTimeOffset>.Ok(instant.ToUniversalTime())
            : ParseResult<DateTimeOffset>.Fail(
                $"'{Quoted.Short(text)}' is no time; expected 14:05 (Paris) or an instant such as 2025-12-06T13:05:00Z"
            );
    }
}
