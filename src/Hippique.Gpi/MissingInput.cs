using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hippique.Gpi;

/// <summary>What an analysis may have to do without; files hold it in snake case.</summary>
public enum InputKind
{
    /// <summary>Odds at H-5.</summary>
    OddsH5,

    /// <summary>Odds at H-5 that were there, but left out for their age; the starters are among those of <see cref="OddsH5"/>.</summary>
    StaleOddsH5,

    /// <summary>The whole look at H-30.</summary>
    H30,

    /// <summary>Odds at H-30.</summary>
    OddsH30,

    /// <summary>Figures of jockey and trainer.</summary>
    JockeyTrainer,

    /// <summary>Times of trotters.</summary>
    Time,

    /// <summary>The musique.</summary>
    Form,

    /// <summary>Place odds of the pool.</summary>
    PlacePrices,
}

/// <summary>Something that an analysis had to do without. Files hold a text, <c>form: 3, 7</c>, which reads back as this type.</summary>
[JsonConverter(typeof(MissingInputConverter))]
public abstract record MissingInput
{
    private MissingInput() { }

    /// <summary>As files write it.</summary>
    public sealed override string ToString() =>
        this switch
        {
            Of { Starters.Count: 0 } whole => Code(whole.Kind),
            Of some =>
                $"{Code(some.Kind)}: {string.Join(", ", some.Starters.Select(number => number.ToString(CultureInfo.InvariantCulture)))}",
            Other other => other.Text,
            _ => throw new InvalidOperationException($"no text for {GetType()}"),
        };

    /// <summary>What is written as <paramref name="text"/>, whatever the text.</summary>
    internal static MissingInput Read(string text)
    {
        // What would be written otherwise must keep its bytes.
        return Parse(text) is { } known && known.ToString() == text ? known : new Other(text);
    }

    private static Of? Parse(string text)
    {
        var parts = text.Split(": ", 2);
        var kind = Enum.GetValues<InputKind>().Cast<InputKind?>().FirstOrDefault(kind => Code(kind!.Value) == parts[0]);
        var starters = new List<int>();
        foreach (var number in parts.Length == 2 ? parts[1].Split(", ") : [])
        {
            if (!int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var starter))
                return null;
            starters.Add(starter);
        }
        return kind is { } known ? new Of(known, starters) : null;
    }

    private static string Code(InputKind kind) => JsonNamingPolicy.SnakeCaseLower.ConvertName(kind.ToString());

    /// <summary>An input that this version knows.</summary>
    /// <param name="Kind">What it is.</param>
    /// <param name="Starters">Saddlecloths, ascending; empty: of the whole race.</param>
    public sealed record Of(InputKind Kind, IReadOnlyList<int> Starters) : MissingInput
    {
        public bool Equals(Of? other) => other is not null && Kind == other.Kind && Starters.SequenceEqual(other.Starters);

        public override int GetHashCode() => Starters.Aggregate((int)Kind, HashCode.Combine);
    }

    /// <summary>A text of another version of the program.</summary>
    public sealed record Other(string Text) : MissingInput;
}

/// <summary>A missing input in JSON is its text.</summary>
internal sealed class MissingInputConverter : JsonConverter<MissingInput>
{
    public override MissingInput Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        MissingInput.Read(reader.GetString()!);

    public override void Write(Utf8JsonWriter writer, MissingInput value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
