using Hippique.Hosting;
using Hippique.Hosting.Auth.BetLinks;
using Hippique.Hosting.Settings;
using Hippique.Messages;

namespace Hippique.Doctor;

/// <summary>Who is told; none of them is sent anything.</summary>
internal static class NotifyCheck
{
    /// <param name="settings">Checked.</param>
    /// <param name="canRead">Whether the artifacts can be read, where browsers' subscriptions lie.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<DoctorCheck> RunAsync(HippiqueSettings settings, bool canRead, CancellationToken cancellationToken)
    {
        using var place = canRead ? ArtifactPlace.Open(settings.Data) : null;
        await using var services = KeptReceivers.Open(settings.Notify.Receivers, place?.Store);
        var receivers = (await KeptReceivers.InUseAsync(services, cancellationToken))
            .Select(receiver => $"{receiver.Name} ({receiver.Place})")
            .ToList();
        return receivers.Count == 0
            ? new("notify", CheckState.Ok, Texts.Get("doctor_notify_none"))
            : new(
                "notify",
                CheckState.Ok,
                Texts.Get(
                    BetLinks.IsReachable(settings) ? "doctor_notify_answer" : "doctor_notify_no_answer",
                    Texts.Get("doctor_notify", string.Join(", ", receivers))
                ),
                Texts.Get("doctor_notify_advice")
            );
    }
}
