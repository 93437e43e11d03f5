using System.Globalization;
using Hippique.Racing;

namespace Hippique.Sources.RaceArchive;

/// <summary>Sorts the lines of a file into days.</summary>
internal sealed class DayCollector(string file, DateOnly? only)
{
    private readonly SortedDictionary<DateOnly, Day> _days = [];
    private readonly List<SourceError> _undated = [];
    private DateOnly _first = DateOnly.MaxValue;
    private DateOnly _last = DateOnly.MinValue;

    public void Add(int number, ReadOnlyMemory<byte> line)
    {
        var date = RaceLineReader.DateOf(line.Span);
        if (date is { } day)
        {
            _first = day < _first ? day : _first;
            _last = day > _last ? day : _last;
            if (only is null || only == day)
                AddTo(day, number, line);
        }
        else
        {
            _undated.Add(Error(number, SourceErrorKind.Malformed, Problem.Of($"the line is no race: it names no date")));
        }
    }

    /// <summary>Why there is no day to give; null where there is one.</summary>
    public SourceError? Defect()
    {
        if (_first > _last)
            return new SourceError(SourceErrorKind.Foreign, RaceArchiveSite.Name, file, Problem.Of($"no line is a recorded race"));
        if (_days.Count > 0)
            return null;
        var asked = Problem.Of($"no race of {only:yyyy-MM-dd}; it holds {_first:yyyy-MM-dd} to {_last:yyyy-MM-dd}");
        return new SourceError(SourceErrorKind.NotFound, RaceArchiveSite.Name, file, asked);
    }

    /// <summary>A line without a date may belong to any day: every day says that it was there.</summary>
    public IReadOnlyList<RecordedDay> Days() =>
        [.. _days.Select(day => new RecordedDay(day.Key, day.Value.Races, [.. day.Value.Refused, .. _undated]))];

    private void AddTo(DateOnly date, int number, ReadOnlyMemory<byte> line)
    {
        if (!_days.TryGetValue(date, out var day))
            _days.Add(date, day = new Day());
        var race = RaceLineReader.Read(line.Span);
        if (!race.TryGet(out var value))
            day.Refused.Add(Error(number, SourceErrorKind.Malformed, race.Error));
        else if (!day.Codes.Add(value.Card.Id.Code))
            day.Refused.Add(
                Error(number, SourceErrorKind.Malformed, Problem.Of($"{value.Card.Id.Code} is in the file twice; the first line stands"))
            );
        else
            day.Races.Add(value);
    }

    private SourceError Error(int number, SourceErrorKind kind, Problem missing) =>
        new(kind, RaceArchiveSite.Name, string.Create(CultureInfo.InvariantCulture, $"{file}:{number}"), missing);

    private sealed class Day
    {
        public List<RecordedRace> Races { get; } = [];
        public List<SourceError> Refused { get; } = [];
        public HashSet<RaceCode> Codes { get; } = [];
    }
}
