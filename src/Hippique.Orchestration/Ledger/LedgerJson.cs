using System.Globalization;
using System.Text;
using System.Text.Json;
using Hippique.Racing;

namespace Hippique.Orchestration.Ledger;

/// <summary>The values of a line of the ledger, one after the other, in the shapes of <see cref="Artifacts.ArtifactJson"/>.</summary>
internal ref struct LedgerJson(ReadOnlySpan<byte> line)
{
    private static readonly (Pool Pool, byte[] Code)[] Pools =
    [
        .. System.Enum.GetValues<Pool>().Select(pool => (pool, Encoding.UTF8.GetBytes(pool.Code()))),
    ];

    private Utf8JsonReader _reader = new(line);

    /// <summary>Steps into an object: at the beginning, or behind a name.</summary>
    public void Open()
    {
        if (!_reader.Read() || _reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("no object");
    }

    /// <summary>Stands on the next name of the object; false at its end.</summary>
    public bool NextName() => _reader.Read() && _reader.TokenType == JsonTokenType.PropertyName;

    public readonly bool Is(ReadOnlySpan<byte> name) => _reader.ValueTextEquals(name);

    /// <summary>Passes over the value behind the name.</summary>
    public void Skip() => _reader.Skip();

    /// <summary>Nothing may stand behind the whole.</summary>
    public void End()
    {
        if (_reader.Read())
            throw new JsonException("more than one value");
    }

    /// <summary>Steps into a list behind a name.</summary>
    public void OpenList()
    {
        if (!_reader.Read() || _reader.TokenType != JsonTokenType.StartArray)
            throw new JsonException("no list");
    }

    /// <summary>Stands on the next object of the list; false at its end.</summary>
    public bool NextObject() => _reader.Read() && _reader.TokenType == JsonTokenType.StartObject;

    public string Text() => TextOrNull() ?? throw new JsonException("no text");

    /// <summary>A text that is compared and shown to nobody as it is.</summary>
    public string Code()
    {
        _reader.Read();
        return _reader.GetString() ?? throw new JsonException("no text");
    }

    public string? TextOrNull()
    {
        _reader.Read();
        return _reader.GetString() is { } text ? CleanText.Lines(text) : null;
    }

    public int Int()
    {
        _reader.Read();
        return _reader.GetInt32();
    }

    public bool Bool()
    {
        _reader.Read();
        return _reader.GetBoolean();
    }

    public double Double()
    {
        _reader.Read();
        return _reader.GetDouble();
    }

    public double? DoubleOrNull()
    {
        _reader.Read();
        return _reader.TokenType == JsonTokenType.Null ? null : _reader.GetDouble();
    }

    public decimal? DecimalOrNull()
    {
        _reader.Read();
        return _reader.TokenType == JsonTokenType.Null ? null : _reader.GetDecimal();
    }

    public Euro Euro() => EuroOrNull() ?? throw new JsonException("no amount");

    public Euro? EuroOrNull() => DecimalOrNull() is { } amount ? new Euro(amount) : null;

    public DateTimeOffset Instant()
    {
        _reader.Read();
        return _reader.GetDateTimeOffset().ToUniversalTime();
    }

    public RaceId Race()
    {
        var text = Code();
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        return
            slash > 0
            && DateOnly.TryParseExact(text.AsSpan(0, slash), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            && RaceCode.Parse(text[(slash + 1)..]).TryGet(out var race)
            ? new RaceId(date, race)
            : throw new JsonException("no race");
    }

    public Pool Pool()
    {
        _reader.Read();
        foreach (var (pool, code) in Pools)
        {
            if (_reader.ValueTextEquals(code))
                return pool;
        }
        throw new JsonException("no pool");
    }

    /// <summary>A value of an enumeration, in snake_case.</summary>
    public T Enum<T>()
        where T : struct, Enum => EnumOrNull<T>() ?? throw new JsonException("no value");

    public T? EnumOrNull<T>()
        where T : struct, Enum
    {
        _reader.Read();
        if (_reader.TokenType == JsonTokenType.Null)
            return null;
        foreach (var (value, name) in Names<T>.All)
        {
            if (_reader.ValueTextEquals(name))
                return value;
        }
        throw new JsonException($"no {typeof(T).Name}");
    }

    public IReadOnlyList<int> Numbers()
    {
        OpenList();
        var numbers = new List<int>();
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndArray)
            numbers.Add(_reader.GetInt32());
        return numbers;
    }

    public IReadOnlyList<string> Texts()
    {
        OpenList();
        var texts = new List<string>();
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndArray)
            texts.Add(CleanText.Lines(_reader.GetString() ?? throw new JsonException("no text")));
        return texts;
    }

    public static T Must<T>(T? value)
        where T : class => value ?? throw new JsonException("a value is missing");

    public static T Must<T>(T? value)
        where T : struct => value ?? throw new JsonException("a value is missing");

    private static class Names<T>
        where T : struct, Enum
    {
        public static readonly (T Value, byte[] Name)[] All =
        [
            .. System
                .Enum.GetValues<T>()
                .Select(value => (value, Encoding.UTF8.GetBytes(JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString())))),
        ];
    }
}
