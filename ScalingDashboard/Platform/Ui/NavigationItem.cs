namespace ScalingDashboard.Platform.Ui;

/// <summary>A feature's link in the top bar; the shell shows it when the person fulfils the policy.</summary>
/// <param name="Title">Its words in the language of who looks.</param>
/// <param name="Order">Position from the left, lowest first.</param>
public sealed record NavigationItem(Func<string> Title, string Href, int Order, string Policy);
