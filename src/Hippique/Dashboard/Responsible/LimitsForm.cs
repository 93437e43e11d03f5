using System.Globalization;
using Hippique.Orchestration.Exposure;
using Hippique.Racing;

namespace Hippique.Dashboard.Responsible;

/// <summary>Reads the four limits that a person typed.</summary>
internal static class LimitsForm
{
    public const string Daily = "daily";
    public const string Weekly = "weekly";
    public const string DailyLoss = "daily_loss";
    public const string WeeklyLoss = "weekly_loss";
    private const decimal Most = 10_000_000m;
    private static readonly string[] Names = [Daily, Weekly, DailyLoss, WeeklyLoss];

    /// <summary>Whether it is that form: a field that is missing is none that was left empty, and takes no limit away.</summary>
    public static bool Is(IFormCollection form) => Names.All(name => form[name].Count == 1);

    /// <summary>An empty field is no limit; 0 is one: nothing is played.</summary>
    public static ParseResult<PlayLimits> Read(IFormCollection form)
    {
        var limits = new List<Euro?>();
        foreach (var name in Names)
        {
            var read = Amount(form[name].ToString());
            if (!read.IsOk)
                return ParseResult<PlayLimits>.Fail(read.Error);
            limits.Add(read.Value);
        }
        return ParseResult<PlayLimits>.Ok(new PlayLimits(limits[0], limits[1], limits[2], limits[3]));
    }

    private static ParseResult<Euro?> Amount(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return ParseResult<Euro?>.Ok(null);
        // On a phone the comma and the point stand on the same key.
        return
            decimal.TryParse(
                text.Trim().TrimEnd('€').Trim().Replace(',', '.'),
                NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture,
                out var amount
            )
            && amount <= Most
            && decimal.Round(amount, 2) == amount
            ? ParseResult<Euro?>.Ok(new Euro(amount))
            : ParseResult<Euro?>.Fail($"'{Quoted.Short(text)}' is no amount from 0 to {Written(Most)}");
    }

    // As the message of the variables has it.
    private static string Written(decimal number) => number.ToString(CultureInfo.InvariantCulture);
}
