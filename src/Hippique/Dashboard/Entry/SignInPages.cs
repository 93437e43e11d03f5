using Hippique.Dashboard.Frame;

namespace Hippique.Dashboard.Entry;

/// <summary>How a sign-in ends. The address of the end itself works once, so none of these pages leads back to it.</summary>
internal static class SignInPages
{
    public static IResult Done(PageFrame frame, string email, string next) =>
        new RazorPage<SignedInPage>(
            frame with
            {
                Address = next,
            },
            frame.Say("sign_in_done_title"),
            new Dictionary<string, object?> { [nameof(SignedInPage.Email)] = email, [nameof(SignedInPage.Next)] = next }
        );

    /// <summary>The account is not one of those that are let in. Its name is not repeated: who sees the page chose it.</summary>
    public static IResult Refused(PageFrame frame) => Ended(frame, "sign_in_refused", StatusCodes.Status403Forbidden);

    public static IResult Failed(PageFrame frame) => Ended(frame, "sign_in_failed", StatusCodes.Status400BadRequest);

    /// <summary>The issuer does not answer.</summary>
    public static IResult NotNow(PageFrame frame) => Ended(frame, "sign_in_not_now", StatusCodes.Status503ServiceUnavailable);

    private static IResult Ended(PageFrame frame, string how, int status) =>
        NoticePage.Of(
            frame with
            {
                Address = "/",
            },
            $"{how}_title",
            frame.Say(how),
            new NoticeEnd { Back = "/", BackText = "session_used_home" },
            status
        );
}
