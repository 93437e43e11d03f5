namespace Hippique.Notifications.Push;

/// <summary>A subscription as somebody gives it, or as the file has it: nothing of it is checked.</summary>
public sealed record SubscriptionForm
{
    public string? Endpoint { get; init; }
    public string? P256dh { get; init; }
    public string? Auth { get; init; }
    public DateTimeOffset Since { get; init; }
    public string? Language { get; init; }
    public string? By { get; init; }

    /// <summary>Without the keys.</summary>
    public override string ToString() => nameof(SubscriptionForm);
}
