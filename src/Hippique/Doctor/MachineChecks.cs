using System.Globalization;
using Hippique.Hosting;
using Hippique.Racing;
using Hippique.Sources.Recording;

namespace Hippique.Doctor;

/// <summary>Time zone, clock and disk.</summary>
internal static class MachineChecks
{
    private const double Gigabyte = 1e9;
    private static readonly TimeSpan Drift = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan FalseClock = TimeSpan.FromSeconds(60);

    /// <summary>A machine without a time zone database, or with an old one, would plan races an hour off.</summary>
    public static DoctorCheck TimeZone()
    {
        var summer = ParisTime.At(new DateOnly(2026, 7, 1), new TimeOnly(12, 0)).Hour == 10;
        var winter = ParisTime.At(new DateOnly(2026, 1, 1), new TimeOnly(12, 0)).Hour == 11;
        return summer && winter
            ? new("time_zone", CheckState.Ok, Texts.Get("doctor_zone_ok"))
            : new("time_zone", CheckState.Error, Texts.Get("doctor_zone_wrong"), Texts.Get("doctor_zone_advice"));
    }

    /// <summary>The machine's clock against the last <c>Date</c> header that a site sent today.</summary>
    public static DoctorCheck Clock(RecordedPages? pages)
    {
        if (pages is null || LastDate(pages) is not { } last)
            return new("clock", CheckState.Warning, Texts.Get("doctor_clock_unknown"), Texts.Get("doctor_clock_unknown_advice"));
        var off = (last.Ours - last.Theirs).Duration();
        var found = Texts.Get("doctor_clock_off", off.TotalSeconds);
        return off <= Drift
            ? new("clock", CheckState.Ok, found)
            : new("clock", off <= FalseClock ? CheckState.Warning : CheckState.Error, found, Texts.Get("doctor_clock_advice"));
    }

    public static DoctorCheck Disk(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            var probe = Path.Combine(folder, $".doctor-{Environment.ProcessId}");
            File.WriteAllText(probe, "x");
            File.Delete(probe);
            var free = new DriveInfo(Path.GetFullPath(folder)).AvailableFreeSpace;
            var found = Texts.Get("doctor_disk_free", folder, free / Gigabyte);
            return free > Gigabyte
                ? new("disk", CheckState.Ok, found)
                : new("disk", free > Gigabyte / 5 ? CheckState.Warning : CheckState.Error, found, Texts.Get("doctor_disk_advice"));
        }
        // Whatever keeps the folder from being written is what the user asked about.
        catch (Exception broken) when (broken is IOException or UnauthorizedAccessException)
        {
            return new("disk", CheckState.Error, ProblemText.Of(FileProblem.Of(broken)), Texts.Get("doctor_disk_advice"));
        }
    }

    private static (DateTimeOffset Ours, DateTimeOffset Theirs)? LastDate(RecordedPages pages)
    {
        foreach (var exchange in pages.All.Reverse())
        {
            // A mirror tells the time of its day.
            if (
                !(Uri.TryCreate(exchange.Url, UriKind.Absolute, out var address) && address.IsLoopback)
                && exchange.Headers.TryGetValue("Date", out var text)
                && DateTimeOffset.TryParseExact(text, "R", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)
            )
                return (exchange.At, date);
        }
        return null;
    }
}
