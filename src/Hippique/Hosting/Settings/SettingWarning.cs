using System.Text.Json.Serialization;

namespace Hippique.Hosting.Settings;

/// <summary>Something about the settings that does not keep the service from starting, and that is worth a look.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Variable">The variable that it is about; null: several.</param>
public sealed record SettingWarning(
    SettingWarningKind Kind,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Variable = null
)
{
    /// <summary>All that can be told from the settings alone, quickly and without asking anybody.</summary>
    internal static IReadOnlyList<SettingWarning> Of(HippiqueSettings settings)
    {
        var warnings = new List<SettingWarning>();
        if (!settings.Server.RequireAuth && !System.Net.IPAddress.IsLoopback(settings.Server.Bind))
            warnings.Add(new(SettingWarningKind.OpenToAll, "REQUIRE_AUTH"));
        warnings.AddRange(DotEnvFile.Unknown.Select(name => new SettingWarning(SettingWarningKind.UnknownVariable, name)));
        warnings.AddRange(DotEnvFile.Overridden.Select(name => new SettingWarning(SettingWarningKind.Overridden, name)));
        var receivers = settings.Notify.Receivers;
        var isTold =
            receivers.Webhook is not null || receivers.Ntfy is not null || receivers.Telegram is not null || receivers.Mail is not null;
        if (isTold && !Auth.BetLinks.BetLinks.IsReachable(settings))
            warnings.Add(new(SettingWarningKind.MessagesWithoutAddress, "SERVICE_URL"));
        if (settings.Module is not null)
            warnings.Add(new(SettingWarningKind.OwnAnalysis, "GPI_MODULE"));
        return warnings;
    }
}

public enum SettingWarningKind
{
    /// <summary>Whoever reaches the address may use the service.</summary>
    OpenToAll,

    /// <summary><c>.env</c> names a variable that the program does not read: a slip, or one of another version.</summary>
    UnknownVariable,

    /// <summary><c>.env</c> and the environment disagree; the environment wins.</summary>
    Overridden,

    /// <summary>Messages cannot be answered by <em>joué</em> or <em>pas joué</em>.</summary>
    MessagesWithoutAddress,

    /// <summary>An analysis of the user's own does not know of the limits.</summary>
    OwnAnalysis,
}
