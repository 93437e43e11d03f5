using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Hippique.Racing;

namespace Hippique.Orchestration.Trials;

/// <summary>What a trial is to show: <c>ROI &gt; 0</c>, <c>CLV &gt; 1 %</c>, <c>ROI &gt; gpi-v5.1</c>.</summary>
[JsonConverter(typeof(TrialClaimConverter))]
public sealed partial record TrialClaim
{
    private const double Most = 10;

    private TrialClaim() { }

    public required TrialMeasure Measure { get; init; }

    /// <summary>.01 is 1 %; 0 if it is another book.</summary>
    public double Limit { get; private init; }

    /// <summary>The shadow book that is to be exceeded; null: a number is.</summary>
    public string? Book { get; private init; }

    public static ParseResult<TrialClaim> Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (Form().Match(text) is not { Success: true } read)
            return Fail(text);
        var measure = read.Groups["measure"].Value.Equals("CLV", StringComparison.OrdinalIgnoreCase) ? TrialMeasure.Clv : TrialMeasure.Roi;
        if (read.Groups["number"] is { Success: true, Value: var written })
        {
            var isRead = double.TryParse(
                written.Replace(',', '.'),
                NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture,
                out var number
            );
            // "> 0.1" could mean a tenth or a thousandth.
            if (!isRead || (number != 0 && !read.Groups["percent"].Success) || Math.Abs(number) > Most * 100)
                return Fail(text);
            return ParseResult<TrialClaim>.Ok(new TrialClaim { Measure = measure, Limit = number / 100 });
        }
        return measure == TrialMeasure.Roi
            ? ParseResult<TrialClaim>.Ok(new TrialClaim { Measure = measure, Book = read.Groups["book"].Value })
            : Fail(text);
    }

    public override string ToString() =>
        Book is not null
            ? $"ROI > {Book}"
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{(Measure == TrialMeasure.Clv ? "CLV" : "ROI")} > {Math.Round(Limit * 100, 6)} %"
            );

    private static ParseResult<TrialClaim> Fail(string text) =>
        ParseResult<TrialClaim>.Fail($"'{Quoted.Short(text)}' is no claim; expected 'ROI > 0', 'ROI > 5 %', 'CLV > 1 %' or 'ROI > BOOK'");

    [GeneratedRegex(
        @"\A\s*(?<measure>ROI|CLV)\s*>\s*(?:(?<number>-?[0-9]{1,4}(?:[.,][0-9]{1,6})?)\s*(?<percent>%)?|(?<book>[a-z][a-z0-9.-]{0,60}))\s*\z",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Form();

    private sealed class TrialClaimConverter : JsonConverter<TrialClaim>
    {
        public override TrialClaim Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            Parse(reader.GetString() ?? "") is var read && read.TryGet(out var claim)
                ? claim
                : throw new JsonException(read.Error.ToString());

        public override void Write(Utf8JsonWriter writer, TrialClaim value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString());
    }
}

/// <summary>What is measured.</summary>
public enum TrialMeasure
{
    /// <summary>Profit for 1 € staked.</summary>
    Roi,

    /// <summary>Mean of <c>ln(price taken / closing price)</c>.</summary>
    Clv,
}
